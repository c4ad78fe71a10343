package org.anode.node.browser;

import static org.anode.node.replicate.Samples.ANNA;
import static org.anode.node.replicate.Samples.BELA;
import static org.anode.node.replicate.Samples.NOTEBOOK;
import static org.anode.node.replicate.Samples.ROOT;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.anode.node.Node;
import org.anode.node.NodeConfig;
import org.anode.node.ScriptedHome;
import org.anode.node.ScriptedKernels;
import org.anode.node.control.Command;
import org.anode.node.control.Reply;
import org.anode.node.control.Token;
import org.anode.node.identity.Flag;
import org.anode.node.identity.Role;
import org.anode.node.page.AskedSharing;
import org.anode.node.page.AskedTrust;
import org.anode.node.page.PageServer;
import org.anode.node.page.PageSessions;
import org.anode.node.replicate.Members;
import org.anode.node.replicate.Samples;
import org.anode.node.share.InviteLink;
import org.anode.node.share.InviteTerms;
import org.anode.node.share.InviteWish;
import org.anode.node.share.Invites;
import org.anode.node.share.JoinRequest;
import org.anode.node.share.JoinState;
import org.anode.node.share.Joining;
import org.anode.node.share.MeetingPlaces;
import org.anode.node.share.Member;
import org.anode.node.share.OpenInvite;
import org.anode.node.share.Pairing;
import org.anode.node.share.Reach;
import org.anode.node.share.SharingEvent;
import org.anode.node.share.Synced;
import org.anode.node.share.TrustLevel;
import org.anode.node.store.MemoryStore;
import org.anode.node.store.Notebooks;
import org.anode.schema.DeviceId;
import org.anode.schema.NotebookId;

/** What pages show of other people, one scene after the other, of a node in this process that meets nobody: the test says who is there. */
final class PeopleScenes implements AutoCloseable {
    private static final List<String> WORDS = List.of("walnut", "harbor", "velvet", "comet");
    private static final DeviceId CLEO = Samples.identity(3).device();
    private static final DeviceId EVE = Samples.identity(4).device();
    private static final long FAR_AHEAD_S = 4_000_000_000L;

    private final Node node = Node.open(NodeConfig.inMemory(new ScriptedKernels()));
    private final AskedSharing sharing = new AskedSharing(link());
    private final AskedTrust trust = new AskedTrust();
    private final NotebookId notebook;
    private final PageServer server;
    private final BrowserContext browser;

    /** Looks at a page, where it shows something that has a name. */
    @FunctionalInterface
    interface Look {
        void at(Page page, String scene);
    }

    PeopleScenes(BrowserContext browser, Path folder) {
        this.browser = browser;
        var home = ScriptedHome.of(node, sharing, trust);
        notebook = home.create(Optional.of("Falling, with friction"));
        for (var source : List.of("print('a ball')", "print('a feather')"))
            node.call(new Command.Add(notebook.toString(), "code", Optional.empty(), source), _ -> {});
        var sessions = new PageSessions(folder.resolve(PageSessions.FILE));
        server = PageServer.start(node, home, sessions, Token.fresh(), PageServer.PORT_ANY);
    }

    private static InviteLink link() {
        var invites = new Invites(new Notebooks(new MemoryStore()).log(NOTEBOOK));
        return invites.issue(
                        new Members(NOTEBOOK, ROOT),
                        ANNA.keys(),
                        "Anna’s laptop",
                        "Stars",
                        MeetingPlaces.NONE,
                        InviteWish.USUAL,
                        FAR_AHEAD_S,
                        new Random(1))
                .link();
    }

    void play(Look look) {
        people(Role.ADMIN);
        inNotebook(look);
        atHome(look);
        view(look);
    }

    /** Those of a viewer's page only. */
    void view(Look look) {
        people(Role.VIEW);
        viewing(look);
    }

    /** As which the node runs cells. */
    private DeviceId self() {
        if (node.call(new Command.Status(), _ -> {}) instanceof Reply.Done(var status))
            return DeviceId.parse(status.path("device").asString());
        throw new AssertionError("a node knows its device");
    }

    private void people(Role mine) {
        sharing.state = Synced.State.SAME;
        sharing.people.clear();
        sharing.people.add(new Member(
                self(),
                "Anna’s laptop",
                mine,
                Set.of(Flag.HOST, Flag.RUN),
                true,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty()));
        sharing.people.add(new Member(
                BELA.device(),
                "Bela’s desk",
                Role.ADMIN,
                Set.of(Flag.HOST),
                false,
                Optional.of(Reach.LAN),
                Optional.of(true),
                OptionalLong.empty()));
        sharing.people.add(new Member(
                CLEO,
                "Cleo’s phone",
                Role.VIEW,
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(7_300_000)));
        sharing.invites.clear();
        var terms = new InviteTerms(Role.VIEW, Set.of(), System.currentTimeMillis() / 1_000 + 86_000, 3);
        sharing.invites.add(new OpenInvite(link().id(), terms, true, OptionalLong.of(1)));
        trust.levels.put(BELA.device(), TrustLevel.KNOWN);
        sharing.tell(new SharingEvent.PeopleChanged(notebook));
    }

    private void inNotebook(Look look) {
        var page = page(Optional.of(notebook));
        button(page, "Share").click();
        page.getByTestId("device-list").waitFor();
        look.at(page, "people-share");
        page.getByText("More about the link").click();
        button(page, "Remove Cleo’s phone").click();
        look.at(page, "people-remove");
        button(page, "Cancel").click();
        unpair(page, look);
        acceptLate(page, look);
        button(page, "Make a link").click();
        page.getByTestId("share-link").waitFor();
        look.at(page, "people-link");
        button(page, "Close").click();
        ask();
        button(page, "Let Dora’s tablet in").waitFor();
        look.at(page, "people-request-notebook");
        sharing.requests.clear();
        sharing.tell(new SharingEvent.RequestsChanged());
        page.close();
    }

    private void unpair(Page page, Look look) {
        trust.pairedWith(CLEO, "Cleo’s phone");
        button(page, "Unpair Cleo’s phone").click();
        look.at(page, "people-unpair");
        button(page, "Cancel").click();
    }

    private void acceptLate(Page page, Look look) {
        sharing.late.put(EVE, "Eve’s old laptop");
        sharing.tell(new SharingEvent.PeopleChanged(notebook));
        button(page, "Accept its late edits: Eve’s old laptop").waitFor();
        look.at(page, "people-late");
        button(page, "Accept its late edits: Eve’s old laptop").click();
        look.at(page, "people-accept");
        button(page, "Accept").click();
        page.getByTestId("late").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    private void ask() {
        sharing.requests.add(new JoinRequest(
                "k7", notebook, CLEO, "Dora’s tablet", WORDS, Role.EDIT, Set.of(Flag.HOST), false, 1_500));
        sharing.tell(new SharingEvent.RequestsChanged());
    }

    private void atHome(Look look) {
        var page = page(Optional.empty());
        page.getByTestId("notebooks").waitFor();
        ask();
        button(page, "Let Dora’s tablet in").waitFor();
        look.at(page, "people-request-home");
        sharing.requests.clear();
        sharing.tell(new SharingEvent.RequestsChanged());
        sharing.joins.add(new Joining(link(), new JoinState.Waiting(WORDS)));
        sharing.tell(new SharingEvent.JoiningsChanged());
        page.getByTestId("joins").getByText("walnut").waitFor();
        look.at(page, "people-waiting");
        sharing.joins.clear();
        sharing.tell(new SharingEvent.JoiningsChanged());
        button(page, "Pair another device").click();
        page.getByTestId("pair-link").waitFor();
        look.at(page, "people-pair-link");
        button(page, "Unpair Cleo’s phone").click();
        look.at(page, "people-pair-unpair");
        button(page, "Cancel").click();
        trust.pairingIs(new Pairing(Optional.of(CLEO), "Anna’s phone", WORDS, Optional.empty()));
        button(page, "They are the same").waitFor();
        look.at(page, "people-pair-words");
        button(page, "They are the same").click();
        page.getByTestId("pairing-ended").waitFor();
        page.close();
    }

    private void viewing(Look look) {
        var page = page(Optional.of(notebook));
        page.getByTestId("rights").waitFor();
        page.getByTestId("cell").first().click();
        page.keyboard().press("b");
        page.getByTestId("notice").waitFor();
        button(page, "Follow Bela’s desk").first().click();
        page.getByTestId("following").waitFor();
        look.at(page, "people-viewer");
        button(page, "Share").click();
        page.getByTestId("may-not").waitFor();
        look.at(page, "people-viewer-share");
        page.close();
    }

    private Page page(Optional<NotebookId> shown) {
        var page = browser.newPage();
        page.navigate(server.freshLink(shown));
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Override
    public void close() {
        browser.close();
        server.close();
        node.close();
    }
}
