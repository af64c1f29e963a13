package io.p2pcredit.keyfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a key file says. */
record KeyFileText(PeerId owner, EncryptedKey encrypted, PublicKey publicKey) {
    private static final Pattern FORM = Pattern.compile("""
            p2pcredit identity of (?<owner>\\S+)
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            (?<encrypted>[A-Za-z0-9+/=\n]+)
            -----END ENCRYPTED PRIVATE KEY-----
            -----BEGIN PUBLIC KEY-----
            (?<public>[A-Za-z0-9+/=\n]+)
            -----END PUBLIC KEY-----
            """);
    private static final String CHECKSUM = "SHA-256 of the above: ";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** In ASCII, with the checksum. */
    Bytes content() {
        String text = "p2pcredit identity of " + owner + '\n'
                + block("ENCRYPTED PRIVATE KEY", encrypted.encoded())
                + block("PUBLIC KEY", Ed25519.x509(publicKey));
        return ascii(text + checksum(text));
    }

    /** Empty if that is not exactly what {@link #content} writes. */
    static Optional<KeyFileText> parse(Bytes content) {
        String text = new String(content.toArray(), US_ASCII);
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0 || !text.substring(end).equals(checksum(text.substring(0, end)))) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text.substring(0, end));
        return form.matches() ? parse(form).filter(parsed -> parsed.content().equals(content)) : Optional.empty();
    }

    private static Optional<KeyFileText> parse(Matcher form) {
        try {
            PeerId owner = PeerId.of(form.group("owner"));
            Optional<EncryptedKey> encrypted = EncryptedKey.parse(bytes(form.group("encrypted")));
            Optional<PublicKey> publicKey = Ed25519.fromX509(bytes(form.group("public")));
            return encrypted.flatMap(secret -> publicKey.map(key -> new KeyFileText(owner, secret, key)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Bytes bytes(String lines) {
        return Bytes.of(Base64.getDecoder().decode(lines.replace("\n", "")));
    }

    private static String block(String label, Bytes der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der.toArray()) + "\n-----END " + label
                + "-----\n";
    }

    private static String checksum(String text) {
        return CHECKSUM + Hash.sha256(ascii(text).buffer()) + '\n';
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(US_ASCII));
    }
}
