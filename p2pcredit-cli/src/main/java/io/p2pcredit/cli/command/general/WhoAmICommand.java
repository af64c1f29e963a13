package io.p2pcredit.cli.command.general;

import io.p2pcredit.cli.command.Command;
import io.p2pcredit.cli.command.CommandFailedException;
import io.p2pcredit.cli.command.Desk;
import io.p2pcredit.cli.command.Manual;
import io.p2pcredit.cli.command.Next;
import io.p2pcredit.cli.command.Words;
import io.p2pcredit.cli.wording.Capabilities;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.spi.Ledger.Capability;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tells who this peer is, where it is, and what it works with. */
public final class WhoAmICommand implements Command {
    private static final Manual MANUAL = Manual.of("whoami", "", "tells your name, key, address, and settings");

    private final Desk desk;

    public WhoAmICommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Manual manual() {
        return MANUAL;
    }

    @Override
    public Next run(Words words) {
        words.end();
        CompletableFuture<FakechainReply<Set<Capability>>> asked = desk.chain().capabilities();
        CompletableFuture<Optional<String>> address = desk.chain().address();
        desk.print("name:        " + desk.node().self());
        desk.print("key:         " + desk.node().publicKey().fingerprint());
        desk.print("address:     " + address(address));
        desk.print("Fakechain:   " + desk.chain().url());
        desk.print("candidate:   " + desk.chain().candidate());
        desk.print("settling:    " + settling(asked));
        desk.print("store:       " + desk.setup().store());
        desk.print("log:         " + desk.setup().log());
        desk.print("signatures:  " + desk.setup().signatures());
        return Next.COMMAND;
    }

    private String address(CompletableFuture<Optional<String>> asked) {
        boolean told = desk.console().await(asked, desk.patience().outcome());
        return (told ? asked.join() : Optional.<String>empty()).orElse("none that others could dial");
    }

    private String settling(CompletableFuture<FakechainReply<Set<Capability>>> asked) {
        try {
            return Capabilities.text(desk.answer(asked));
        } catch (CommandFailedException e) {
            return "unknown. " + e.line();
        }
    }
}
