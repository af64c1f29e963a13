package io.p2pcredit.trustline.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Golden;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.RealKey;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.TransactionId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of {@code PROTOCOL.md}, both ways. */
class GoldenVectorsTest {
    @ParameterizedTest
    @MethodSource("entries")
    void anEntryHasTheseBytes(String name, Function<Golden, Entry> reading) {
        Golden golden = Golden.of(name);
        Entry entry = reading.apply(golden);
        assertThat(CanonicalForm.of(entry)).isEqualTo(golden.bytes());
        ByteBuffer in = golden.bytes().buffer();
        assertThat(CanonicalForm.readEntry(in)).isEqualTo(entry);
        assertThat(in.hasRemaining()).isFalse();
    }

    static Stream<Arguments> entries() {
        return Stream.of(
                entry(
                        "open",
                        g -> new Entry.Open(
                                new Asset(g.text("code"), (int) g.number("scale")),
                                limit(g, "granted"),
                                limit(g, "asked"))),
                entry("payment", GoldenVectorsTest::payment),
                entry("payment-part", GoldenVectorsTest::payment),
                entry(
                        "payment-batch",
                        g -> new Entry.PaymentBatch(
                                id(g),
                                Amounts.of(g.list("amounts")
                                        .mapToLong(Long::parseLong)
                                        .toArray()),
                                Memo.of(g.text("memo")))),
                entry("limit-change", g -> new Entry.LimitChange(limit(g, "limit"))),
                entry(
                        "settlement-intent",
                        g -> new Entry.SettlementIntent(
                                g.number("number"), amount(g, "amount"), AccountId.of(g.text("payer")))),
                entry("settlement-answer", GoldenVectorsTest::answer),
                entry("settlement-answer-declined", GoldenVectorsTest::answer),
                entry("settlement-cancelled", g -> new Entry.SettlementCancelled(g.number("number"))),
                entry(
                        "settlement-credit",
                        g -> new Entry.SettlementCredit(
                                g.number("number"), amount(g, "amount"), TransactionId.of(g.text("transaction")))));
    }

    private static Arguments entry(String kind, Function<Golden, Entry> reading) {
        return Arguments.of("entry-" + kind, reading);
    }

    private static Entry payment(Golden g) {
        return new Entry.Payment(
                id(g), (int) g.number("part"), amount(g, "whole"), amount(g, "amount"), Memo.of(g.text("memo")));
    }

    private static Entry answer(Golden g) {
        return new Entry.SettlementAnswer(g.number("number"), g.number("amount"), AccountId.of(g.text("payee")));
    }

    private static PaymentId id(Golden g) {
        return PaymentId.of(g.hex("id"));
    }

    private static Amount amount(Golden g, String field) {
        return Amount.of(g.number(field));
    }

    private static CreditLimit limit(Golden g, String field) {
        return CreditLimit.of(g.number(field));
    }

    @Test
    void everyKindOfEntryHasAVector() {
        assertThat(entries()
                        .map(vector -> Golden.of((String) vector.get()[0])
                                .bytes()
                                .toHex()
                                .substring(0, 2)))
                .contains("01", "02", "03", "04", "05", "06", "07", "08");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "accepted", "paid", "acknowledged"})
    void aProofHasTheseBytesAndThisSignature(String name) throws GeneralSecurityException {
        Golden golden = Golden.of("proof-" + name);
        BalanceProof proof = golden.proof();
        assertThat(proof.canonicalBytes()).isEqualTo(golden.bytes());
        assertThat(golden.bytes().size()).isEqualTo(BalanceProof.SIZE);
        RealKey writer = RealKey.of(golden.side() == Side.LOW ? "alice" : "bob");
        assertThat(writer.sign(proof.canonicalBytes())).isEqualTo(golden.signature());
        PublicKey key = Golden.of("keys").key(golden.side() == Side.LOW ? "alice.public" : "bob.public");
        assertThat(RealKey.verifies(key, golden.bytes(), golden.signature())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "accepted", "paid", "acknowledged"})
    void anUpdateHasTheseBytes(String name) {
        Golden golden = Golden.of("update-" + name);
        List<Entry> entries = golden.list("entries")
                .map(hex -> CanonicalForm.readEntry(Bytes.fromHex(hex).buffer()))
                .toList();
        Update update = new Update(entries, Golden.of(golden.text("proof")).signedProof());
        assertThat(CanonicalForm.of(update)).isEqualTo(golden.bytes());
        ByteBuffer in = golden.bytes().buffer();
        assertThat(CanonicalForm.readUpdate(in)).isEqualTo(update);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(CanonicalForm.readSignedProof(golden.bytes().buffer())).isEqualTo(update.signed());
    }

    @Test
    void aLineHasThisName() {
        Golden golden = Golden.of("line");
        Asset asset = new Asset(golden.text("code"), (int) golden.number("scale"));
        LineId line = LineId.between(golden.key("low"), golden.key("high"), asset);
        assertThat(line).isEqualTo(new LineId(golden.hash("id")));
        assertThat(Hash.sha256(golden.bytes().buffer())).isEqualTo(line.hash());
        assertThat(Side.of(golden.key("low"), golden.key("high"))).isEqualTo(Side.LOW);
    }

    @Test
    void aSettlementHasThisKey() {
        Golden golden = Golden.of("settlement-key");
        SettlementKey key = SettlementKey.of(golden.line(), golden.side(), golden.number("number"));
        assertThat(key).isEqualTo(SettlementKey.of(golden.hex("key")));
        assertThat(Hash.sha256(golden.bytes().buffer()).bytes().toHex()).startsWith(key.toString());
    }

    @Test
    void entriesChainToTheseHashes() {
        Golden golden = Golden.of("chain");
        Hash start = CanonicalForm.chainStart(golden.line());
        Hash first = CanonicalForm.chained(start, entry(golden, "entry.1"));
        Hash second = CanonicalForm.chained(first, entry(golden, "entry.2"));
        assertThat(List.of(start, first, second))
                .containsExactly(golden.hash("hash.0"), golden.hash("hash.1"), golden.hash("hash.2"));
        assertThat(second).isEqualTo(Golden.of("proof-paid").hash("entriesHash"));
    }

    private static Entry entry(Golden golden, String key) {
        return CanonicalForm.readEntry(golden.hex(key).buffer());
    }
}
