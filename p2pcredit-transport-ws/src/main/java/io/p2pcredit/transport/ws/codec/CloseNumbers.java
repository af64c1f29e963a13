package io.p2pcredit.transport.ws.codec;

import io.p2pcredit.trustline.CloseCode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The numbers of close codes on the wire: in a {@code bye}, and as the status of a WebSocket close frame, where 4000 to
 * 4999 belong to the application (RFC 6455, section 7.4.2).
 */
public final class CloseNumbers {
    private static final Map<Integer, CloseCode> CODES = Arrays.stream(CloseCode.values())
            .collect(Collectors.toUnmodifiableMap(CloseNumbers::of, Function.identity()));

    private CloseNumbers() {}

    /** The number of a code. */
    public static int of(CloseCode code) {
        return switch (code) {
            case GOING_AWAY -> 4000;
            case LOST -> 4001;
            case VERSION -> 4002;
            case NOT_AUTHENTIC -> 4003;
            case KEY_CHANGED -> 4004;
            case SELF -> 4005;
            case SUPERSEDED -> 4006;
            case OUT_OF_STEP -> 4007;
            case PROTOCOL_VIOLATION -> 4008;
            case TOO_LARGE -> 4009;
            case OVERRUN -> 4010;
            case TIMEOUT -> 4011;
            case BUSY -> 4012;
            case FROZEN -> 4013;
        };
    }

    /** The code with this number, if it is one of ours. */
    public static Optional<CloseCode> code(int number) {
        return Optional.ofNullable(CODES.get(number));
    }

    /** The code that says best what a WebSocket status means, ours or anyone's. */
    public static CloseCode closest(int status) {
        return code(status).orElseGet(() -> standard(status));
    }

    private static CloseCode standard(int status) {
        return switch (status) {
            case 1000, 1001, 1012 -> CloseCode.GOING_AWAY;
            case 1002, 1003, 1007, 1008, 1010 -> CloseCode.PROTOCOL_VIOLATION;
            case 1009 -> CloseCode.TOO_LARGE;
            case 1013 -> CloseCode.BUSY;
            default -> CloseCode.LOST;
        };
    }
}
