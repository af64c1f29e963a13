package io.p2pcredit.transport.ws.mallory;

import static io.p2pcredit.transport.ws.mallory.Mallory.NO_CLOSE_FRAME;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.transport.ws.RawSocket;
import io.p2pcredit.transport.ws.codec.MessageCodec;
import io.p2pcredit.trustline.entry.BalanceProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Steps after which Mallory says nothing more, and the status with which she is sent away. */
enum Silence {
    AFTER_TCP(NO_CLOSE_FRAME, scene -> scene.newcomer().reach()),

    IN_THE_MIDDLE_OF_THE_UPGRADE(NO_CLOSE_FRAME, scene -> {
        Mallory mallory = scene.newcomer().reach();
        mallory.socket().send("GET / HTTP/1.1\r\nHost: test\r\nUpgrade: websoc");
        return mallory;
    }),

    BEFORE_HELLO(4011, scene -> scene.newcomer().connect()),

    IN_THE_MIDDLE_OF_HELLO(4011, scene -> {
        Mallory mallory = scene.newcomer().connect();
        return half(mallory, MessageCodec.encode(mallory.ownHello()));
    }),

    AFTER_HELLO(4011, scene -> scene.newcomer().connect().hello()),

    AFTER_HELLO_WITHOUT_READING(4011, scene -> {
        Mallory mallory = scene.newcomer().connect();
        return mallory.say(mallory.ownHello());
    }),

    IN_THE_MIDDLE_OF_AUTH(4011, scene -> {
        Mallory mallory = scene.newcomer().connect().hello();
        return half(mallory, MessageCodec.encode(mallory.auth()));
    }),

    AFTER_AUTH(4011, scene -> scene.newcomer().connect().hello().authenticate()),

    AFTER_AUTH_WITH_A_LINE(4011, scene -> scene.peer().connect().hello().authenticate()),

    AFTER_RESUME(NO_CLOSE_FRAME, scene -> scene.newcomer().enter()),

    AFTER_RESUME_WITH_A_LINE(NO_CLOSE_FRAME, scene -> scene.peer()),

    /** What she shows and the node lacks never comes. */
    AFTER_SHOWING_WHAT_IS_LACKED(NO_CLOSE_FRAME, scene -> {
        Mallory mallory = scene.peer().connect().hello().authenticate();
        BalanceProof newer = mallory.pen().draft(mallory.pen().payment(5)).proof();
        return mallory.say(mallory.resumption(
                mallory.line(), Optional.of(mallory.pen().signed(newer)), Optional.of(mallory.held())));
    }),

    IN_THE_MIDDLE_OF_AN_UPDATE(4011, scene -> {
        Mallory mallory = scene.peer();
        return half(
                mallory,
                MessageCodec.encode(
                        new Deliver(mallory.pen().draft(mallory.pen().payment(5)))));
    });

    private final int status;
    private final Beginning beginning;

    Silence(int status, Beginning beginning) {
        this.status = status;
        this.beginning = beginning;
    }

    @Immutable
    @FunctionalInterface
    private interface Beginning {
        Mallory in(Scene scene) throws IOException;
    }

    /** Goes as far as that. */
    Mallory in(Scene scene) throws IOException {
        return beginning.in(scene);
    }

    int status() {
        return status;
    }

    /** The first half of a frame. */
    private static Mallory half(Mallory mallory, byte[] text) throws IOException {
        mallory.socket().declare(RawSocket.TEXT, text.length);
        byte[] half = Arrays.copyOf(text, text.length / 2);
        mallory.socket().send(new String(half, StandardCharsets.ISO_8859_1));
        return mallory;
    }
}
