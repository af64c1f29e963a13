package io.p2pcredit.keyfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fuzz.DecoderFuzz;
import io.p2pcredit.fuzz.PlainText;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.PeerId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a key file says: as it is, and with the right checksum, so that its contents are read although they are not what
 * was written. What is nearly a key is opened, too, unless that is a lot of work.
 */
class KeyFileFuzzTest extends DecoderFuzz {
    private static final String CHECKSUM = "SHA-256 of the above: ";
    private static final int LITTLE_WORK = 10;
    private static final char[] PASSWORD = "schön".toCharArray();

    @Override
    protected List<byte[]> samples() {
        Ed25519 platform = new Ed25519(Optional.empty());
        KeyPair keys = platform.generate();
        EncryptedKey encrypted = EncryptedKey.of(keys.getPrivate(), new Passphrase(PASSWORD, LITTLE_WORK));
        KeyFileText text = new KeyFileText(PeerId.of("Alice"), encrypted, Ed25519.publicKey(keys));
        return List.of(golden(), text.content().toArray(), encrypted.encoded().toArray());
    }

    @Override
    protected void feed(byte[] input) {
        feed(Bytes.of(input));
        feed(withChecksum(input));
        feed(whole(input));
    }

    @Override
    protected int inputs() {
        return 2_000;
    }

    private static void feed(Bytes content) {
        KeyFileText.parse(content).ifPresent(text -> {
            assertThat(text.content()).isEqualTo(content);
            if (text.encrypted().rounds() <= LITTLE_WORK) {
                open(text);
            }
        });
    }

    private static void open(KeyFileText text) {
        Ed25519 platform = new Ed25519(Optional.empty());
        text.encrypted()
                .open(new Passphrase(PASSWORD, 1))
                .flatMap(key -> platform.pair(text.publicKey(), key))
                .filter(platform::belongTogether)
                .map(platform::signer)
                .map(InMemorySigner::toString)
                .ifPresent(PlainText::check);
    }

    private static Bytes withChecksum(byte[] input) {
        String text = new String(input, US_ASCII);
        int end = text.lastIndexOf(CHECKSUM);
        byte[] above = (end < 0 ? text : text.substring(0, end)).getBytes(US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(above);
        out.writeBytes((CHECKSUM + Hash.sha256(Bytes.of(above).buffer()) + '\n').getBytes(US_ASCII));
        return Bytes.of(out.toByteArray());
    }

    /** A key file around what is said to be an encrypted key. */
    private static Bytes whole(byte[] encrypted) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        String text = new String(golden(), US_ASCII);
        String begin = text.substring(0, text.indexOf("-----\n") + "-----\n".length());
        String end = text.substring(text.indexOf("\n-----END ENCRYPTED"));
        return withChecksum((begin + lines.encodeToString(encrypted) + end).getBytes(US_ASCII));
    }

    private static byte[] golden() {
        try (InputStream in = KeyFileFuzzTest.class.getResourceAsStream("/golden/key-file.pem")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
