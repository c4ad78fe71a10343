package org.anode.node.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * All commands by name, in the order help lists them. A call builds the one it names only: to build all of them takes
 * longer than most of them run.
 */
final class Subcommands {
    private static final SequencedMap<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("start", NodeCommands.Start.class);
        ALL.put("open", NodeCommands.Open.class);
        ALL.put("stop", NodeCommands.Stop.class);
        ALL.put("status", NodeCommands.Status.class);
        ALL.put("list", NotebookCommands.ListNotebooks.class);
        ALL.put("new", NotebookCommands.NewNotebook.class);
        ALL.put("import", NotebookCommands.ImportFile.class);
        ALL.put("export", NotebookCommands.ExportFile.class);
        ALL.put("rename", NotebookCommands.Rename.class);
        ALL.put("delete", NotebookCommands.Delete.class);
        ALL.put("restore", NotebookCommands.Restore.class);
        ALL.put("show", NotebookCommands.Show.class);
        ALL.put("add", CellCommands.Add.class);
        ALL.put("edit", CellCommands.Edit.class);
        ALL.put("move", CellCommands.Move.class);
        ALL.put("remove", CellCommands.Remove.class);
        ALL.put("clear", CellCommands.Clear.class);
        ALL.put("exec", RunCommands.Exec.class);
        ALL.put("hosts", HostCommands.Hosts.class);
        ALL.put("pace", HostCommands.Pace.class);
        ALL.put("policy", HostCommands.Policy.class);
        ALL.put("interrupt", RunCommands.Interrupt.class);
        ALL.put("restart", RunCommands.Restart.class);
        ALL.put("vars", VariablesCommand.class);
        ALL.put("share", ShareCommands.Share.class);
        ALL.put("join", ShareCommands.Join.class);
        ALL.put("requests", AdmissionCommands.Requests.class);
        ALL.put("approve", AdmissionCommands.Approve.class);
        ALL.put("refuse", AdmissionCommands.Refuse.class);
        ALL.put("invites", AdmissionCommands.Invites.class);
        ALL.put("revoke", AdmissionCommands.Revoke.class);
        ALL.put("role", AdmissionCommands.SetRole.class);
        ALL.put("accept", AdmissionCommands.Accept.class);
        ALL.put("leave", AdmissionCommands.Leave.class);
        ALL.put("people", ShareCommands.People.class);
        ALL.put("devices", TrustCommands.Devices.class);
        ALL.put("trust", TrustCommands.Trust.class);
        ALL.put("pair", TrustCommands.Pair.class);
        ALL.put("unpair", TrustCommands.Unpair.class);
        ALL.put("peers", ShareCommands.Peers.class);
        ALL.put("connect", ShareCommands.Connect.class);
        ALL.put("identity", IdentityCommands.Of.class);
        ALL.put("run", RunFile.class);
        ALL.put("relay", RelayCommand.class);
        ALL.put("doctor", StorageCommands.Doctor.class);
        ALL.put("reset-storage", StorageCommands.ResetStorage.class);
        ALL.put("backup", StorageCommands.Backup.class);
        ALL.put("restore-backup", StorageCommands.RestoreBackup.class);
    }

    private Subcommands() {}

    static Collection<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** What {@code words} may mean: the command its first word names, or all of them. */
    static Map<String, Class<?>> of(String... words) {
        var named = words.length == 0 ? null : ALL.get(words[0]);
        return named == null ? ALL : Map.of(words[0], named);
    }
}
