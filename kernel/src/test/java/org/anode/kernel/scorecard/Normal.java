package org.anode.kernel.scorecard;

import java.util.HashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Takes out of replies what no two runs have in common; the README of the checks lists it. */
final class Normal {
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern CELL =
            Pattern.compile("<Cell \\d+ #[\\d.]+>|/tmp/ipykernel_\\d+/\\d+\\.py|Cell In ?\\[\\d+]");
    private static final Pattern TIMES = Pattern.compile("per loop|CPU times|Wall time");
    private static final Pattern TIME =
            Pattern.compile("(?<![\\w.])\\d[\\d.]*(e[+-]?\\d+)? ?(ns|µs|us|μs|ms|s|min( \\d+s)?)(?!\\w)");
    private static final Pattern UNEVEN = Pattern.compile("The slowest run took .*\n");
    private static final Pattern LINE_END_SPACES = Pattern.compile("[ \t]+(?=\n)");

    private final List<String> folders;

    /** @param folders the names of the folder the kernel works in */
    Normal(List<String> folders) {
        this.folders = List.copyOf(folders);
    }

    /** The replies of one check's steps; display ids are numbered as they come. */
    List<Reply> of(List<Reply> replies) {
        var ids = new HashMap<String, String>();
        UnaryOperator<String> number = id -> ids.computeIfAbsent(id, _ -> "id " + (ids.size() + 1));
        return replies.stream()
                .map(reply -> reply.joined().with(this::text, number))
                .toList();
    }

    String text(String text) {
        var plain = COLOURS.matcher(text).replaceAll("").replace("\r\n", "\n");
        for (var folder : folders) plain = plain.replace(folder, "<folder>");
        plain = CELL.matcher(ADDRESS.matcher(plain).replaceAll("0x…")).replaceAll("<cell>");
        plain = UNEVEN.matcher(plain).replaceAll("");
        if (TIMES.matcher(plain).find()) plain = TIME.matcher(plain).replaceAll("<time>");
        return LINE_END_SPACES.matcher(plain).replaceAll("");
    }
}
