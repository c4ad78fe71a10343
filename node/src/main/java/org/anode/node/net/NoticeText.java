package org.anode.node.net;

import java.util.Map;
import java.util.Optional;
import org.anode.node.replicate.Notice;
import org.anode.schema.DeviceId;

/** What people should know of what came from others, as sentences. */
final class NoticeText {
    /** Of the first of two with the same keys. */
    static final String TWIN =
            "Another node ran with the keys of this computer, on a copy of its data folder. It becomes a computer of its"
                    + " own; nothing changes here.";

    /** Of a notebook from which this device was removed. */
    static final String OUT = "This computer was removed from the notebook. What is here stays and can be read and"
            + " exported; nothing new comes.";

    private final Map<DeviceId, String> names;

    /** @param names what devices call themselves */
    NoticeText(Map<DeviceId, String> names) {
        this.names = names;
    }

    /** Of the second. */
    static String second(String name) {
        return "This node runs on a copy of another computer's data folder, and has met it: it becomes a computer of its"
                + " own, called “" + name + "”.";
    }

    /** @param author of what is told, where the log knows it */
    String of(Notice notice, Optional<DeviceId> author) {
        return switch (notice) {
            case Notice.BadInput bad ->
                name(bad.peer().device()) + " sent what is no change that counts (" + bad.reason()
                        + "); nothing of it was taken.";
            case Notice.BadRecord bad ->
                "Something of this notebook can not be read from the disk (" + bad.reason()
                        + "); doctor says more, and others may still have it.";
            case Notice.Contradiction _ ->
                author.map(this::name).orElse("A device")
                        + " contradicted itself: it signed two different changes in one place. One of them counts on all"
                        + " computers, the other is kept and not shown.";
            case Notice.OwnKeysElsewhere _ ->
                "Another program writes with the keys of this computer: was its data folder copied or put back? This one"
                        + " goes on under a new name; remove the copy.";
            case Notice.SameDevice _ ->
                "Another node says that it is this computer, and not since when it runs: was its data folder copied? Let"
                        + " only one of the two run, or update Anode on both.";
            case Notice.TooMuchParked _ ->
                "So much waits for changes that nobody here has that no more is taken until they come.";
            case Notice.TooManyActors _ ->
                author.map(this::name).orElse("A device") + " was started more often than is taken; what it writes from"
                        + " now on is not.";
            case Notice.SetAside aside ->
                "An edit by " + author.map(this::name).orElse("somebody") + " can not be applied (" + aside.reason()
                        + ") and was set aside; everything else is there.";
            case Notice.NotConverging stuck ->
                "This computer and " + name(stuck.peer().device())
                        + " have not the same and do not come closer; doctor may say why.";
            case Notice.TooManyPeers _ ->
                "More computers are in this notebook than one can talk to; some are left out.";
        };
    }

    private String name(DeviceId device) {
        var name = names.getOrDefault(device, "");
        return name.isEmpty() ? "A computer" : "“" + name + "”";
    }
}
