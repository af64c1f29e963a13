package io.p2pcredit.transport.ws.mallory;

import static io.p2pcredit.transport.ws.mallory.Attack.closed;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.p2pcredit.transport.ws.RawSocket;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Frames that no peer of the protocol sends, whatever is in them. */
final class BadFrames {
    private static final byte[] BEGINNING = "{\"type\":\"decl".getBytes(UTF_8);
    private static final byte[] END = "ine\"}".getBytes(UTF_8);

    private BadFrames() {}

    static Stream<Attack> all() {
        Stream<Attack> declared = LongStream.of(262_145, Integer.MAX_VALUE, 1L << 31, 1L << 40, Long.MAX_VALUE, -1)
                .mapToObj(length -> Attack.of(
                        "a frame that declares " + length + " bytes",
                        closed(1009),
                        m -> m.socket().declare(RawSocket.TEXT, length)));
        return Stream.concat(declared, others());
    }

    private static Stream<Attack> others() {
        return Stream.of(
                Attack.of("a message in two fragments", closed(1008), m -> {
                    m.socket().sendUnfinished(RawSocket.TEXT, BEGINNING);
                    m.socket().sendRegardless(RawSocket.CONTINUATION, END);
                }),
                Attack.of("fragments without end", closed(1008), m -> {
                    m.socket().sendUnfinished(RawSocket.TEXT, BEGINNING);
                    for (int i = 0; i < 20; i++) {
                        m.socket().sendRegardless(RawSocket.CONTINUATION, BEGINNING);
                    }
                }),
                Attack.of("a continuation of nothing", closed(1008), m -> m.frame(RawSocket.CONTINUATION, END)),
                Attack.of("a binary frame", closed(1003), m -> m.frame(RawSocket.BINARY, BEGINNING)),
                Attack.of("an opcode that does not exist", closed(1002), m -> m.frame(0x3, BEGINNING)),
                Attack.of("a ping of 126 bytes", closed(1002), m -> m.frame(RawSocket.PING, new byte[126])),
                Attack.of(
                        "a frame with a reserved bit",
                        closed(1002),
                        m -> m.socket().send("\u00c1\u0080\0\0\0\0")),
                Attack.of("an HTTP request", closed(1002), m -> m.socket().send("GET / HTTP/1.1\r\n\r\n")));
    }
}
