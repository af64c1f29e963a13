package io.p2pcredit.trustline;

import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.SignedProof;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One golden vector: a value in readable fields and its canonical bytes. They were computed by another program, from
 * the specification alone, with the keys of the first two tests of RFC 8032, section 7.1.
 */
public final class Golden {
    private final Properties fields;

    private Golden(Properties fields) {
        this.fields = fields;
    }

    public static Golden of(String name) {
        Properties fields = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + name + ".properties"), name),
                StandardCharsets.UTF_8)) {
            fields.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Golden(fields);
    }

    public String text(String field) {
        return Objects.requireNonNull(fields.getProperty(field), field);
    }

    public long number(String field) {
        return Long.parseLong(text(field));
    }

    /** The fields that a comma separates; none if the text is empty. */
    public Stream<String> list(String field) {
        return text(field).isEmpty() ? Stream.empty() : Stream.of(text(field).split(","));
    }

    public Bytes hex(String field) {
        return Bytes.fromHex(text(field));
    }

    public Bytes bytes() {
        return hex("bytes");
    }

    public Hash hash(String field) {
        return Hash.of(hex(field));
    }

    public PublicKey key(String field) {
        return PublicKey.of(hex(field));
    }

    public Side side() {
        return number("side") == 0 ? Side.LOW : Side.HIGH;
    }

    public LineId line() {
        return new LineId(hash("line"));
    }

    public Signature signature() {
        return new Signature(hex("signature"));
    }

    public BalanceProof proof() {
        return new BalanceProof(
                line(),
                side(),
                number("seq"),
                number("paid"),
                number("credited"),
                CreditLimit.of(number("limit")),
                number("peerSeq"),
                hash("entriesHash"));
    }

    public SignedProof signedProof() {
        return new SignedProof(proof(), signature());
    }

    /** The signed proof whose canonical bytes the field holds; none if it is empty. */
    public Optional<SignedProof> proofIn(String field) {
        Bytes bytes = hex(field);
        return bytes.size() == 0 ? Optional.empty() : Optional.of(CanonicalForm.readSignedProof(bytes.buffer()));
    }
}
