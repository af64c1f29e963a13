package io.p2pcredit.transport.ws;

import io.p2pcredit.trustline.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One end of a WebSocket that keeps to no rule by itself. Gives up reading after 20 seconds. */
public final class RawSocket implements Closeable {
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xa;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SMALL_BUFFER = 4_096;
    private static final Pattern KEY = Pattern.compile("Sec-WebSocket-Key: *(\\S+)");

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final boolean client;

    private RawSocket(Socket socket, boolean client) throws IOException {
        this.socket = socket;
        this.client = client;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** A client's TCP connection, and no more. */
    public static RawSocket connected(URI address) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        return new RawSocket(socket, true);
    }

    /** A client's end, with the WebSocket handshake done. */
    public static RawSocket open(URI address) throws IOException {
        RawSocket raw = connected(address);
        raw.shakeHands();
        return raw;
    }

    /** A client's WebSocket handshake. */
    public void shakeHands() throws IOException {
        send(String.join(
                "\r\n",
                "GET / HTTP/1.1",
                "Host: test",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "Sec-WebSocket-Version: 13",
                "",
                ""));
        String answer = head();
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(answer);
        }
    }

    /** A server's end, with the WebSocket handshake done. */
    public static RawSocket accepted(Socket socket) throws IOException {
        RawSocket raw = new RawSocket(socket, false);
        String question = raw.head();
        Matcher key = KEY.matcher(question);
        if (!key.find()) {
            throw new IOException(question);
        }
        raw.send(String.join(
                "\r\n",
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + accept(key.group(1)),
                "",
                ""));
        return raw;
    }

    public void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Unless the other end has gone. */
    public void sendRegardless(String text) throws IOException {
        try {
            send(text);
        } catch (SocketException e) {
            return;
        }
    }

    /** A whole frame. */
    public void send(int opcode, byte[] payload) throws IOException {
        send(FINAL, opcode, payload.length, payload);
    }

    /** A whole frame, or as much of it as the other end lets through. */
    public void sendRegardless(int opcode, byte[] payload) throws IOException {
        try {
            send(opcode, payload);
        } catch (SocketException e) {
            return;
        }
    }

    /** A frame that others are to follow. */
    public void sendUnfinished(int opcode, byte[] payload) throws IOException {
        send(0, opcode, payload.length, payload);
    }

    /** A frame's header and nothing of what it declares. */
    public void declare(int opcode, long length) throws IOException {
        send(FINAL, opcode, length, new byte[0]);
    }

    /** The next frame's opcode and payload. */
    public Received receive() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] mask = (second & MASKED) == 0 ? new byte[4] : in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Received(opcode, Bytes.of(payload));
    }

    /** The status of the close frame that comes sooner or later. */
    public int closeStatus() throws IOException {
        Received received = receive();
        while (received.opcode() != CLOSE) {
            received = receive();
        }
        return received.payload().buffer().getShort();
    }

    /** Whether the other end closes the connection without another byte. */
    public boolean isAtEnd() throws IOException {
        try {
            return in.read() == -1;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Everything up to the end. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The head of an HTTP response. */
    public String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Breaks the connection off. May be called twice. */
    public void reset() throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A client's are masked, with zeros. */
    private void send(int last, int opcode, long length, byte[] payload) throws IOException {
        int masked = client ? MASKED : 0;
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) (last | opcode));
        if (length >= 0 && length < 126) {
            frame.put((byte) (masked | length));
        } else if (length >= 0 && length < 65_536) {
            frame.put((byte) (masked | 126)).putShort((short) length);
        } else {
            frame.put((byte) (masked | 127)).putLong(length);
        }
        frame.put(new byte[client ? 4 : 0]).put(payload);
        out.write(frame.array(), 0, frame.position());
    }

    /** What RFC 6455, section 1.3, makes of the client's key. */
    private static String accept(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A frame that has come. */
    public record Received(int opcode, Bytes payload) {}
}
