package io.p2pcredit.store.jdbc;

import io.p2pcredit.trustline.Balance;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Direction;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.Payment;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PaymentStatus;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.Settlement;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.TrustlineEvent;
import io.p2pcredit.trustline.entry.MalformedException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The stored form of every kind of event: a number for the kind, for ever, how its contents are written, and how they
 * are read. The peer is not among them: it is known from the line. A kind without a form does not compile.
 */
final class EventForms implements TrustlineEvent.Cases<EventForms.Written> {
    /** The numbers of kinds are below this one. */
    static final int MOST = 30;

    private final Map<Integer, Form<?>> forms = new HashMap<>();

    private final Form<TrustlineEvent.Proposed> proposed = form(
            1,
            (out, event) -> out.number(event.granted().units()),
            (in, peer) -> new TrustlineEvent.Proposed(peer, limit(in)));

    private final Form<TrustlineEvent.ProposalDeclined> proposalDeclined =
            form(2, (out, event) -> {}, (in, peer) -> new TrustlineEvent.ProposalDeclined(peer));

    private final Form<TrustlineEvent.Opened> opened = form(
            3,
            (out, event) ->
                    out.number(event.granted().units()).number(event.received().units()),
            (in, peer) -> new TrustlineEvent.Opened(peer, limit(in), limit(in)));

    private final Form<TrustlineEvent.LimitChanged> limitChanged = form(
            4,
            (out, event) -> out.constant(event.direction()).number(event.limit().units()),
            (in, peer) -> new TrustlineEvent.LimitChanged(peer, in.constant(Direction.class), limit(in)));

    private final Form<TrustlineEvent.Queued> queued = form(
            5, (out, event) -> write(out, event.payment()), (in, peer) -> new TrustlineEvent.Queued(payment(in, peer)));

    private final Form<TrustlineEvent.GivenUp> givenUp = form(
            6,
            (out, event) -> write(out, event.payment()).constant(event.code()),
            (in, peer) -> new TrustlineEvent.GivenUp(payment(in, peer), in.constant(RefusalCode.class)));

    private final Form<TrustlineEvent.Restored> restored = form(
            7,
            (out, event) -> out.number(event.own()).number(event.theirs()),
            (in, peer) -> new TrustlineEvent.Restored(peer, in.number(), in.number()));

    private final Form<TrustlineEvent.KeyReplaced> keyReplaced = form(
            8,
            (out, event) -> out.fixed(event.accepted().bytes()),
            (in, peer) -> new TrustlineEvent.KeyReplaced(peer, PublicKey.of(in.fixed(PublicKey.SIZE))));

    private final Form<TrustlineEvent.Paid> paid = form(
            9, (out, event) -> write(out, event.payment()), (in, peer) -> new TrustlineEvent.Paid(payment(in, peer)));

    private final Form<TrustlineEvent.SettlementMoved> settlementMoved = form(
            10,
            (out, event) -> write(out, event.settlement()),
            (in, peer) -> new TrustlineEvent.SettlementMoved(settlement(in, peer)));

    private final Form<TrustlineEvent.Frozen> frozen = form(
            11, (out, event) -> out.text(event.reason()), (in, peer) -> new TrustlineEvent.Frozen(peer, in.text()));

    private final Form<TrustlineEvent.Reconciled> reconciled = form(
            12,
            (out, event) ->
                    out.u8(event.mine() ? 1 : 0).difference(event.balance().units()),
            (in, peer) -> new TrustlineEvent.Reconciled(peer, in.flag(), Balance.of(in.difference())));

    /** An event, ready to be written after the number of its kind. */
    record Written(int number, Consumer<CompactWriter> contents) {}

    private record Form<E extends TrustlineEvent>(
            int number, BiConsumer<CompactWriter, E> write, BiFunction<CompactReader, PeerId, E> read) {
        Written of(E event) {
            return new Written(number, out -> write.accept(out, event));
        }
    }

    /** @throws MalformedException if no kind has that number, or the bytes are not of that kind */
    TrustlineEvent read(int number, CompactReader in, PeerId peer) {
        Form<?> form = forms.get(number);
        if (form == null) {
            throw new MalformedException("no event is of kind " + number);
        }
        return form.read().apply(in, peer);
    }

    private <E extends TrustlineEvent> Form<E> form(
            int number, BiConsumer<CompactWriter, E> write, BiFunction<CompactReader, PeerId, E> read) {
        Form<E> form = new Form<>(number, write, read);
        if (number < 1 || number >= MOST || forms.put(number, form) != null) {
            throw new IllegalStateException("not a number for a kind of its own: " + number);
        }
        return form;
    }

    private static CompactWriter write(CompactWriter out, Payment payment) {
        return out.fixed(payment.id().bytes())
                .constant(payment.direction())
                .number(payment.whole())
                .number(payment.units())
                .number(payment.part())
                .number(payment.count())
                .text(payment.memo().text())
                .constant(payment.status());
    }

    private static Payment payment(CompactReader in, PeerId peer) {
        return new Payment(
                PaymentId.of(in.fixed(PaymentId.SIZE)),
                peer,
                in.constant(Direction.class),
                in.number(),
                in.number(),
                in.integer(),
                in.integer(),
                Memo.of(in.text()),
                in.constant(PaymentStatus.class));
    }

    private static void write(CompactWriter out, Settlement settlement) {
        out.fixed(settlement.key().bytes())
                .constant(settlement.direction())
                .number(settlement.number())
                .number(settlement.units())
                .constant(settlement.status())
                .optional(settlement.transaction(), (to, transaction) -> to.text(transaction.text()))
                .optional(
                        settlement.reason(),
                        (to, reason) -> to.constant(reason.code()).text(reason.said()));
    }

    private static Settlement settlement(CompactReader in, PeerId peer) {
        return new Settlement(
                SettlementKey.of(in.fixed(SettlementKey.SIZE)),
                peer,
                in.constant(Direction.class),
                in.number(),
                in.number(),
                in.constant(SettlementStatus.class),
                in.optional(from -> TransactionId.of(from.text())),
                in.optional(from -> new SettlementReason(from.constant(SettlementReason.Code.class), from.text())));
    }

    private static CreditLimit limit(CompactReader in) {
        return CreditLimit.of(in.number());
    }

    @Override
    public Written proposed(TrustlineEvent.Proposed event) {
        return proposed.of(event);
    }

    @Override
    public Written proposalDeclined(TrustlineEvent.ProposalDeclined event) {
        return proposalDeclined.of(event);
    }

    @Override
    public Written opened(TrustlineEvent.Opened event) {
        return opened.of(event);
    }

    @Override
    public Written limitChanged(TrustlineEvent.LimitChanged event) {
        return limitChanged.of(event);
    }

    @Override
    public Written queued(TrustlineEvent.Queued event) {
        return queued.of(event);
    }

    @Override
    public Written givenUp(TrustlineEvent.GivenUp event) {
        return givenUp.of(event);
    }

    @Override
    public Written restored(TrustlineEvent.Restored event) {
        return restored.of(event);
    }

    @Override
    public Written keyReplaced(TrustlineEvent.KeyReplaced event) {
        return keyReplaced.of(event);
    }

    @Override
    public Written paid(TrustlineEvent.Paid event) {
        return paid.of(event);
    }

    @Override
    public Written settlementMoved(TrustlineEvent.SettlementMoved event) {
        return settlementMoved.of(event);
    }

    @Override
    public Written frozen(TrustlineEvent.Frozen event) {
        return frozen.of(event);
    }

    @Override
    public Written reconciled(TrustlineEvent.Reconciled event) {
        return reconciled.of(event);
    }
}
