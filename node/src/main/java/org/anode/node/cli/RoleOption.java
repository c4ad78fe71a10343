package org.anode.node.cli;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.anode.node.identity.Role;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Roles as they are typed. */
final class RoleOption {
    private RoleOption() {}

    private static List<String> words() {
        return Stream.of(Role.values()).map(Role::word).toList();
    }

    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }

    static final class Converter implements ITypeConverter<Role> {
        @Override
        public Role convert(String word) {
            return Stream.of(Role.values())
                    .filter(role -> role.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + word + "' is no role; there are " + String.join(", ", words())));
        }
    }
}
