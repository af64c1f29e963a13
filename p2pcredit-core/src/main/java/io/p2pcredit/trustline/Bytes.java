package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An immutable run of bytes, equal by contents. Copies on the way in and on the way out. */
@Immutable
public final class Bytes {
    private static final HexFormat HEX = HexFormat.of();
    private static final String NOT_BASE64URL = "bytes are written as base64url without padding";

    @SuppressWarnings("Immutable") // never handed out and never written after construction
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /** The bytes between the buffer's position and limit, which both stay where they are. */
    public static Bytes of(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Bytes(copy);
    }

    /** The words one after the other, big-endian. */
    public static Bytes ofWords(long... words) {
        ByteBuffer buffer = ByteBuffer.allocate(words.length * Long.BYTES);
        for (long word : words) {
            buffer.putLong(word);
        }
        return new Bytes(buffer.array());
    }

    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if the text is not an even number of hexadecimal digits; it is not repeated */
    public static Bytes fromHex(String hex) {
        try {
            return new Bytes(HEX.parseHex(hex));
        } catch (IllegalArgumentException e) { // repeats the text, which may be foreign
            throw new IllegalArgumentException("bytes are written as an even number of hexadecimal digits");
        }
    }

    /** @throws IllegalArgumentException if the text is not the one unpadded base64url form of some bytes */
    public static Bytes fromBase64Url(String text) {
        Bytes bytes = decoded(text);
        checkArgument(bytes.toBase64Url().equals(text), NOT_BASE64URL);
        return bytes;
    }

    private static Bytes decoded(String text) {
        try {
            return new Bytes(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NOT_BASE64URL, e);
        }
    }

    public int size() {
        return content.length;
    }

    /** The big-endian word that starts at byte {@code 8 * index}. */
    public long word(int index) {
        return ByteBuffer.wrap(content).getLong(index * Long.BYTES);
    }

    public byte[] toArray() {
        return content.clone();
    }

    /** A read-only view, without a copy. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    public String toHex() {
        return HEX.formatHex(content);
    }

    /** Base64url without padding. */
    public String toBase64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return toHex();
    }

    /** Checks a length, for the values that are made of a fixed number of bytes. */
    static Bytes exactly(int size, Bytes bytes, String what) {
        checkArgument(bytes.size() == size, "%s has %s bytes, not %s", what, size, bytes.size());
        return bytes;
    }
}
