package org.anode.node.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anode.node.control.Command;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is typed becomes exactly the command that was meant. */
class CommandTableTest {
    private static final Set<Flag> HOST = Set.of(Flag.HOST);
    private static final Optional<String> NONE = Optional.empty();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private CommandLine line(String stdin, String... words) {
        var terminal = new Terminal(
                new ByteArrayInputStream(stdin.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
        return Anode.commandLine(terminal, new Signals(), words);
    }

    private int run(String... words) {
        return line("", words).execute(Anode.literal(words));
    }

    private Command parse(String stdin, String... words) {
        var parsed = line(stdin, words).parseArgs(Anode.literal(words));
        while (parsed.hasSubcommand()) parsed = parsed.subcommand();
        return ((Asking) parsed.commandSpec().userObject()).command();
    }

    static Stream<Arguments> table() {
        var here = Path.of("").toAbsolutePath();
        return Stream.of(
                arguments("list", new Command.ListNotebooks()),
                arguments("list|--json|--data|/tmp/x", new Command.ListNotebooks()),
                arguments("vars|Plan", new Command.Variables("Plan")),
                arguments("vars|--json|Plan", new Command.Variables("Plan")),
                arguments("new", new Command.NewNotebook(NONE)),
                arguments("new|My notes", new Command.NewNotebook(Optional.of("My notes"))),
                arguments("new|--|-5 °C", new Command.NewNotebook(Optional.of("-5 °C"))),
                arguments(
                        "import|a b.ipynb",
                        new Command.ImportFile(here.resolve("a b.ipynb").toString())),
                arguments("export|n|/tmp/../x.ipynb", new Command.ExportFile("n", "/x.ipynb")),
                arguments("rename|n|T", new Command.Rename("n", "T")),
                arguments("delete|n|--yes", new Command.Delete("n")),
                arguments("restore|n", new Command.Restore("n", List.of())),
                arguments("restore|n|c1|c2", new Command.Restore("n", List.of("c1", "c2"))),
                arguments("show|n|--json", new Command.Show("n")),
                arguments("add|n|--source|x", new Command.Add("n", "code", NONE, "x")),
                arguments(
                        "add|n|--type|markdown|--after|c|--source|x",
                        new Command.Add("n", "markdown", Optional.of("c"), "x")),
                arguments("edit|n|c|--source|x", new Command.Edit("n", "c", "x")),
                arguments("move|n|c|--after|d", new Command.Move("n", "c", Optional.of("d"))),
                arguments("move|n|c|--first", new Command.Move("n", "c", NONE)),
                arguments("remove|n|c1|c2", new Command.Remove("n", List.of("c1", "c2"))),
                arguments("clear|n", new Command.Clear("n", List.of())),
                arguments("clear|n|c", new Command.Clear("n", List.of("c"))),
                arguments("exec|n|c", new Command.Exec("n", List.of("c"), false, false, Optional.empty())),
                arguments("exec|n|--all|--wait", new Command.Exec("n", List.of(), true, true, Optional.empty())),
                arguments("exec|n|c|--timeout|5", new Command.Exec("n", List.of("c"), false, true, Optional.of(5L))),
                arguments("interrupt|n", new Command.Interrupt("n", NONE)),
                arguments("interrupt|n|e", new Command.Interrupt("n", Optional.of("e"))),
                arguments("restart|n|--run-all", new Command.Restart("n", true)),
                arguments("share|n", new Command.Share("n", Role.EDIT, HOST, 7 * 86_400, 0, false)),
                arguments(
                        "share|n|--auto-approve|--run|--uses|3|--expires|30m",
                        new Command.Share("n", Role.EDIT, Set.of(Flag.RUN, Flag.HOST), 1_800, 3, true)),
                arguments(
                        "share|n|--role|admin|--no-host|--expires|12h",
                        new Command.Share("n", Role.ADMIN, Set.of(), 43_200, 0, false)),
                arguments(
                        "share|n|--role|view|--expires|1d",
                        new Command.Share("n", Role.VIEW, Set.of(), 86_400, 0, false)),
                arguments("requests|--json", new Command.Requests()),
                arguments("approve|r", new Command.Approve("r", Optional.empty())),
                arguments("approve|r|--role|comment", new Command.Approve("r", Optional.of(Role.COMMENT))),
                arguments("refuse|r", new Command.Refuse("r")),
                arguments("invites|n|--json", new Command.Invites("n")),
                arguments("revoke|n|d", new Command.Revoke("n", "d")),
                arguments("role|n|d|view", new Command.SetRole("n", "d", Role.VIEW, Set.of())),
                arguments("role|n|d|edit", new Command.SetRole("n", "d", Role.EDIT, HOST)),
                arguments(
                        "role|n|d|admin|--run|--no-host", new Command.SetRole("n", "d", Role.ADMIN, Set.of(Flag.RUN))),
                arguments("leave|n", new Command.Leave("n")),
                arguments("hosts|n", new Command.Hosts("n")),
                arguments("policy", new Command.Policy(Optional.empty())),
                arguments("policy|n", new Command.Policy(Optional.of("n"))),
                arguments("policy|members", new Command.SetPolicy(Optional.empty(), "members", List.of())),
                arguments("policy|n|listed|d|e", new Command.SetPolicy(Optional.of("n"), "listed", List.of("d", "e"))),
                arguments(
                        "exec|n|c|--on|d",
                        new Command.Exec("n", List.of("c"), false, false, Optional.empty(), Optional.of("d"))),
                arguments("accept|n|d", new Command.Accept("n", "d")),
                arguments("join|anode://join/a#b", new Command.Join("anode://join/a#b", Optional.of(60L))),
                arguments("join|x|--wait", new Command.Join("x", Optional.empty())),
                arguments("join|x|--wait|--timeout|5", new Command.Join("x", Optional.of(5L))),
                arguments("people|n|--json", new Command.People("n")),
                arguments("devices", new Command.Devices()),
                arguments("trust|abc|output", new Command.TrustDevice("abc", "output")),
                arguments("pair", new Command.Pair(NONE)),
                arguments("pair|anode://pair/a#b|--yes", new Command.Pair(Optional.of("anode://pair/a#b"))),
                arguments("unpair|abc", new Command.Unpair("abc")),
                arguments("peers|--json", new Command.Peers()),
                arguments("connect|10.0.0.7:7800", new Command.Connect("10.0.0.7", 7800)),
                arguments("connect|printer.local", new Command.Connect("printer.local", 47_470)),
                arguments("connect|[fe80::1%eth0]:1", new Command.Connect("fe80::1%eth0", 1)),
                arguments("backup|/tmp/b.zip", new Command.Backup("/tmp/b.zip")));
    }

    @ParameterizedTest
    @MethodSource("table")
    @DisplayName("every command of the contract, as typed")
    void commands(String words, Command expected) {
        assertEquals(expected, parse("", words.split("\\|")));
    }

    static Stream<String> literals() {
        return Stream.of(
                "",
                " ",
                "-x",
                "--source",
                "--help",
                "-h",
                "--after",
                "--",
                "--data=/",
                "-5",
                "@file",
                "@@x",
                "@/etc/passwd",
                "'quoted'",
                "\"quoted\"",
                "${HOME}",
                "$$",
                "%s %n",
                "\\n",
                "a=b",
                "a|b",
                "add",
                "exec",
                "é😀",
                "# -*- coding -*-",
                "line 1\nline 2\r\n\tline 3\n",
                "%time x",
                "!ls",
                "-",
                "--source=-");
    }

    @ParameterizedTest
    @MethodSource("literals")
    @DisplayName("a cell's text is never interpreted, whatever it looks like; only a lone - means stdin")
    void textIsLiteral(String text) {
        var expected = text.equals("-") ? "from stdin" : text;
        assertEquals(new Command.Edit("n", "c", expected), parse("from stdin", "edit", "n", "c", "--source", text));
        assertEquals(new Command.Edit("n", "c", expected), parse("from stdin", "edit", "n", "c", "--source=" + text));
        assertEquals(new Command.Add("n", "code", NONE, expected), parse("from stdin", "add", "--source", text, "n"));
    }

    @ParameterizedTest
    @MethodSource("literals")
    @DisplayName("a cell's text from stdin arrives as it is")
    void stdinIsLiteral(String text) {
        assertEquals(new Command.Edit("n", "c", text), parse(text, "edit", "n", "c", "--source", "-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "export",
                "export|n",
                "rename|n",
                "show",
                "add|n",
                "edit|n|c",
                "edit|n|--source|x",
                "move|n|c",
                "move|n|c|--first|--after|d",
                "remove|n",
                "list|--jsn",
                "exec|n|--timeout|soon",
                "start|--port|x",
                "list|--log|loud",
                "notebook.ipynb",
                "exec|n",
                "exec|n|c|--all",
                "exec|n|c|--timeout|0",
                "run",
                "run|x.ipynb|--timeout|-1",
                "start|--port|70000",
                "start|--lan|--no-lan",
                "start|--no-lan|--lan-port|1",
                "start|--lan-port|65536",
                "start|--lan-port|-1",
                "share",
                "share|n|--role|owner",
                "share|n|--role|view|--run",
                "share|n|--role|comment|--no-host",
                "share|n|--host|--no-host",
                "share|n|--uses|0",
                "share|n|--uses|1001",
                "share|n|--expires|7",
                "share|n|--expires|0d",
                "share|n|--expires|400d",
                "requests|n",
                "approve",
                "approve|r|--role|2",
                "refuse",
                "invites",
                "revoke|n",
                "role|n|d",
                "role|n|d|view|--host",
                "leave",
                "hosts",
                "start|--run-policy|all",
                "start|--run-policy|listed",
                "join",
                "join|x|--timeout|0",
                "people",
                "trust",
                "trust|abc",
                "unpair",
                "identity",
                "identity|backup",
                "identity|restore",
                "identity|rotate|x",
                "identity|keep|x",
                "connect",
                "connect|10.0.0.7:0",
                "connect|10.0.0.7:70000",
                "connect|fe80::1:7800",
                "connect|a b:1"
            })
    @DisplayName("wrong usage exits 2 with one sentence on stderr and nothing on stdout")
    void wrongUsage(String words) {
        assertEquals(ExitCodes.USAGE, run(words.split("\\|")), () -> err.toString(UTF_8));
        assertEquals("", out.toString(UTF_8));
        assertEquals(1, err.toString(UTF_8).lines().count(), () -> err.toString(UTF_8));
    }

    @Test
    @DisplayName("--help and --version work everywhere, on stdout, exit 0")
    void helpEverywhere() {
        var names = Subcommands.names();
        assertTrue(names.size() >= 30, names::toString);
        for (var name : names)
            for (var option : List.of("--help", "-h", "--version", "-V")) {
                out.reset();
                assertEquals(ExitCodes.DONE, run(name, option), name + " " + option);
                assertTrue(out.toString(UTF_8).contains("anode"), name + " " + option);
                assertEquals("", err.toString(UTF_8));
            }
    }

    @Test
    @DisplayName("what needs a node that stays says so, exit 1, and opens nothing")
    void sharingNeedsANode() {
        for (var words : List.of(
                "share|n",
                "join|x",
                "requests",
                "approve|r",
                "refuse|r",
                "revoke|n|d",
                "pair",
                "peers",
                "connect|10.0.0.7:1")) {
            err.reset();
            var all = new ArrayList<>(List.of(words.split("\\|")));
            all.addAll(List.of("--data", "/nowhere/at/all"));
            assertEquals(ExitCodes.FAILED, run(all.toArray(String[]::new)), words);
            assertEquals("", out.toString(UTF_8));
            assertTrue(err.toString(UTF_8).contains("anode start"), () -> err.toString(UTF_8));
            assertEquals(1, err.toString(UTF_8).lines().count(), () -> err.toString(UTF_8));
        }
    }

    @Test
    @DisplayName("a LAN address that is none of this machine is refused at the start")
    void lanAddress() {
        assertEquals(ExitCodes.FAILED, run("start", "--lan-address", "192.0.2.1", "--data", "/nowhere/at/all"));
        assertTrue(err.toString(UTF_8).contains("192.0.2.1 is not an address of this machine"), err.toString(UTF_8));
    }

    @Test
    @DisplayName("delete asks, and without a yes does nothing")
    void deleteAsks() {
        assertEquals(ExitCodes.FAILED, line("n\n", "delete").execute("delete", "n", "--data", "/nowhere"));
        assertTrue(err.toString(UTF_8).contains("Nothing was done"), err.toString(UTF_8));
        assertEquals("", out.toString(UTF_8));
    }
}
