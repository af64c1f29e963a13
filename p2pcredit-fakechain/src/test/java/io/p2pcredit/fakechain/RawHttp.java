package io.p2pcredit.fakechain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Writes HTTP requests byte by byte as given, each on a connection of its own, and reads the answer as it comes. */
final class RawHttp {
    private static final int TIMEOUT_MS = 20_000;

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    Reply get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    Reply post(String target, String json) throws IOException {
        return post(target, json.getBytes(StandardCharsets.UTF_8));
    }

    Reply post(String target, byte[] body) throws IOException {
        String head = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        return send(head.getBytes(StandardCharsets.US_ASCII), body);
    }

    Reply send(String request) throws IOException {
        return send(request.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    private Reply send(byte[] head, byte[] body) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head);
            out.write(body);
            out.flush();
            return Reply.read(socket.getInputStream());
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    /** An answer: its status and its body. */
    record Reply(int status, String body) {
        static Reply ok(String body) {
            return new Reply(200, body);
        }

        static Reply read(InputStream in) throws IOException {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new IOException("hung up without an answer");
            }
            return new Reply(Integer.parseInt(text.split(" ", 3)[1]), text.substring(end + 4));
        }
    }
}
