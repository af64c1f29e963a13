package io.p2pcredit.internal.node;

import io.p2pcredit.internal.loop.Commit.LineEffect;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.proposal.OutgoingProposals;
import io.p2pcredit.internal.resume.CatchUps;
import io.p2pcredit.internal.session.Sessions;
import io.p2pcredit.internal.settlement.Clearing;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Effect;
import io.p2pcredit.trustline.machine.Line;
import java.util.List;

/** Carries out what a line's steps have called for. For the owner only. */
final class EffectRunner {
    private final Context context;
    private final Sessions sessions;
    private final CatchUps catchUps;
    private final Clearing clearing;
    private final OutgoingProposals proposals;

    EffectRunner(
            Context context, Sessions sessions, CatchUps catchUps, Clearing clearing, OutgoingProposals proposals) {
        this.catchUps = catchUps;
        this.context = context;
        this.sessions = sessions;
        this.clearing = clearing;
        this.proposals = proposals;
    }

    void run(LineEffect effect) {
        effect.effect().match(new Runner(effect.peer())).run();
    }

    private final class Runner implements Effect.Cases<Runnable> {
        private final PeerId peer;

        Runner(PeerId peer) {
            this.peer = peer;
        }

        @Override
        public Runnable showState(Effect.ShowState effect) {
            return () -> {
                context.lines().held(peer).ifPresent(held -> sessions.showState(peer, held.line()));
            };
        }

        @Override
        public Runnable resend(Effect.Resend effect) {
            return () -> {
                for (Update update : effect.updates()) {
                    sessions.send(peer, new Deliver(update));
                }
            };
        }

        @Override
        public Runnable bringInStep(Effect.BringInStep effect) {
            return () -> {
                catchUps.begin(peer, effect);
            };
        }

        @Override
        public Runnable sendProposal(Effect.SendProposal effect) {
            return () -> {
                context.lines().published(peer).ifPresent(held -> {
                    Line line = held.line();
                    sessions.send(
                            peer,
                            new Propose(
                                    line.proposal().asked(),
                                    line.isOpen() ? List.of() : line.window().updates()));
                });
            };
        }

        @Override
        public Runnable becomeReady(Effect.BecomeReady effect) {
            return () -> {
                sessions.inStep(peer);
                clearing.ready(peer);
                context.loop().submit(round -> proposals.ready(round, peer));
            };
        }

        @Override
        public Runnable closeSession(Effect.CloseSession effect) {
            return () -> {
                sessions.close(peer, effect.code());
            };
        }

        @Override
        public Runnable submitTransfer(Effect.SubmitTransfer effect) {
            return () -> {
                clearing.submit(peer, effect);
            };
        }

        @Override
        public Runnable awaitTransfer(Effect.AwaitTransfer effect) {
            return () -> {
                clearing.await(peer, effect);
            };
        }

        @Override
        public Runnable lookForLost(Effect.LookForLost effect) {
            return () -> {
                clearing.lookForLost(peer, effect);
            };
        }
    }
}
