package io.p2pcredit.cli.command.trustline;

import io.p2pcredit.PeerIdentity;
import io.p2pcredit.cli.Values;
import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.Optional;

/** Shows the key that a peer is known by and the one that it shows now; takes the new one if told to. */
public final class IdentityCommand implements Command {
    private static final Manual MANUAL = Manual.of(
            "identity",
            "PEER [accept KEY]",
            "shows the key of PEER; accepts a changed one",
            "Compare the key with PEER in another way before you accept it: whoever has it is PEER for you.",
            "The trustline under the old key stays to be read; propose a new one.");

    private final Desk desk;

    public IdentityCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        PeerId peer = words.peer();
        Optional<String> action = words.next();
        if (action.isEmpty()) {
            show(identity(peer));
            return Next.COMMAND;
        }
        if (!action.get().equals("accept")) {
            throw words.misused(Values.quoted(action.get()) + " makes no sense here");
        }
        String key = words.next().orElseThrow(() -> words.misused("KEY is missing"));
        words.end();
        accept(peer, key);
        return Next.COMMAND;
    }

    private PeerIdentity identity(PeerId peer) {
        return desk.outcome(desk.node().identity(peer), peer, 0)
                .orElseThrow(() -> new CommandFailedException("Fakechain at "
                        + desk.chain().url() + " does not say who " + peer + " is. Try again once it runs."));
    }

    private void show(PeerIdentity identity) {
        PeerId peer = identity.peer();
        desk.print("known here:          " + text(identity.pinned()));
        desk.print("shown on Fakechain:  " + text(identity.shown()));
        if (identity.hasChanged()) {
            desk.print("They differ. If " + peer + " confirms the new one in another way:");
            desk.print("  identity " + peer + " accept " + text(identity.shown()));
        }
    }

    private void accept(PeerId peer, String key) {
        PeerIdentity identity = identity(peer);
        PublicKey shown = identity.shown()
                .filter(candidate -> candidate.fingerprint().equals(key))
                .orElseThrow(() -> new CommandFailedException(Values.quoted(key) + " is not the key that Fakechain"
                        + " shows for " + peer + " now. See it: identity " + peer));
        if (identity.pinned().equals(Optional.of(shown))) {
            desk.print(peer + " is known by that key already.");
            return;
        }
        boolean done = desk.isDone(desk.node().acceptKey(peer, shown), peer, 0);
        desk.print(
                done
                        ? peer + " is known by " + shown.fingerprint() + " from now on."
                        : "Accepting the key of " + peer + " is under way.");
    }

    private static String text(Optional<PublicKey> key) {
        return key.map(PublicKey::fingerprint).orElse("none");
    }
}
