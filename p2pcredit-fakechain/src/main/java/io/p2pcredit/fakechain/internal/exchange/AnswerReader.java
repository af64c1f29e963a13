package io.p2pcredit.fakechain.internal.exchange;

import io.p2pcredit.trustline.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the one HTTP/1.1 answer on a connection that is closed behind it: its head within 16 KiB, and a body that is as
 * long as it says, or comes in chunks, or ends with the connection. What is half an answer ends with an {@link
 * EOFException}, what is none with a {@link ProtocolException}. Bounds no time.
 */
final class AnswerReader {
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int MAX_INTERIM_ANSWERS = 8;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})[ \\t]*(;.*)?");

    private final InputStream in;
    private final int maxBody;
    private int headBytes;

    AnswerReader(InputStream in, int maxBody) {
        this.in = in;
        this.maxBody = maxBody;
    }

    RawAnswer read() throws IOException {
        for (int interim = 0; interim <= MAX_INTERIM_ANSWERS; interim++) {
            int status = status();
            Map<String, String> fields = fields();
            if (status >= 200) {
                return new RawAnswer(status, Bytes.of(body(status, fields)));
            }
            if (status == 101) {
                break;
            }
        }
        throw new ProtocolException("no answer behind the interim ones");
    }

    private int status() throws IOException {
        Matcher line = STATUS_LINE.matcher(line());
        if (!line.matches()) {
            throw new ProtocolException("no status line");
        }
        return Integer.parseInt(line.group(1));
    }

    private Map<String, String> fields() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("no header field");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            boolean isAgain = fields.put(name, line.substring(colon + 1).strip()) != null;
            if (isAgain && (name.equals("content-length") || name.equals("transfer-encoding"))) {
                throw new ProtocolException("two lengths");
            }
        }
        return fields;
    }

    private byte[] body(int status, Map<String, String> fields) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        String length = fields.get("content-length");
        String coding = fields.get("transfer-encoding");
        if (coding != null) {
            if (length != null || !coding.equalsIgnoreCase("chunked")) {
                throw new ProtocolException("an unknown coding");
            }
            return chunks();
        }
        return length == null ? rest() : exactly(length(length), maxBody);
    }

    private static int length(String digits) throws ProtocolException {
        if (!LENGTH.matcher(digits).matches()) {
            throw new ProtocolException("no length");
        }
        return Integer.parseInt(digits);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size, maxBody - body.size()));
            if (!line().isEmpty()) {
                throw new ProtocolException("a chunk that is longer than it says");
            }
        }
        fields();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        headBytes = 0;
        Matcher line = CHUNK.matcher(line());
        if (!line.matches()) {
            throw new ProtocolException("no chunk");
        }
        return Integer.parseInt(line.group(1), 16);
    }

    private byte[] rest() throws IOException {
        byte[] body = in.readNBytes(maxBody + 1);
        if (body.length > maxBody) {
            throw tooLarge();
        }
        return body;
    }

    private byte[] exactly(int size, int most) throws IOException {
        if (size > most) {
            throw tooLarge();
        }
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (++headBytes > MAX_HEAD_BYTES) {
                throw tooLarge();
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static ProtocolException tooLarge() {
        return new ProtocolException("the answer is too large");
    }

    /** An answer whose body says nothing to this class. */
    record RawAnswer(int status, Bytes body) {}
}
