package io.p2pcredit.cli.demo;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import io.p2pcredit.cli.data.IdentityFile;
import io.p2pcredit.cli.data.Stores;
import io.p2pcredit.cli.peer.IdentityKey;
import io.p2pcredit.cli.peer.PeerSettings;
import io.p2pcredit.cli.peer.Reachability;
import io.p2pcredit.cli.peer.Storage;
import io.p2pcredit.fakechain.FakechainServer;
import io.p2pcredit.spi.AdmissionPolicy;
import io.p2pcredit.trustline.PeerId;
import java.io.PrintStream;
import java.net.URI;
import java.security.Provider;
import java.util.concurrent.CompletionException;

/**
 * Plays the story of Alice, Bob and Bill over real WebSocket and HTTP on this machine, with free ports, and checks
 * every amount: those of the nodes, and those that Fakechain tells anybody.
 */
public final class Demo {
    static final long FUNDS = 200;

    private static final String CANDIDATE = "demo";

    private final PrintStream out;
    private final Provider signatures;

    public Demo(PrintStream out, Provider signatures) {
        this.out = out;
        this.signatures = signatures;
    }

    /** Plays it on a Fakechain of its own. */
    public ExitCode run() {
        try (FakechainServer server = FakechainServer.builder().port(0).start()) {
            return run(server.uri());
        }
    }

    /** Plays it on a Fakechain where none of the three is known. */
    ExitCode run(URI fakechain) {
        try {
            play(fakechain);
            return ExitCode.FINE;
        } catch (DiffersException e) {
            return differs(e.line());
        } catch (FailedException e) {
            return differs(e.line());
        } catch (CompletionException e) {
            return differs(String.valueOf(e.getCause()));
        }
    }

    private void play(URI fakechain) {
        Transcript transcript = new Transcript(out);
        transcript.title("A Fakechain server and three peers in one process, over HTTP and WebSocket on 127.0.0.1.");
        transcript.step("Fakechain runs at " + fakechain + ". Alice, Bob and Bill come, with " + FUNDS + " each.");
        try (PassingFolder folder = new PassingFolder();
                DemoPeer alice = peer(
                        "Alice",
                        fakechain,
                        new IdentityFile(folder.path(), PeerId.of("Alice")),
                        Stores.in(folder.path()));
                DemoPeer bob = peer("Bob", fakechain, IdentityKey.PASSING, Storage.PASSING);
                DemoPeer bill = peer("Bill", fakechain, IdentityKey.PASSING, Storage.PASSING)) {
            Views views = new Views(transcript, new PublicBalances(fakechain, CANDIDATE), alice, bob, bill);
            new Story(transcript, views, alice, bob, bill).play();
        }
        transcript.end("Every amount was as it should be.");
    }

    private DemoPeer peer(String name, URI fakechain, IdentityKey identity, Storage storage) {
        return new DemoPeer(new PeerSettings(
                PeerId.of(name),
                FUNDS,
                fakechain,
                CANDIDATE,
                Reachability.local(0),
                AdmissionPolicy.ask(),
                identity,
                storage,
                () -> signatures));
    }

    private ExitCode differs(String line) {
        out.println();
        out.println("This differs from what it should be. " + line);
        out.flush();
        return ExitCode.UNEXPECTED;
    }
}
