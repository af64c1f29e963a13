package io.p2pcredit.fakechain.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.p2pcredit.fakechain.internal.chain.Units;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.key.PrivateKey;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.Texts;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a value of a request must look like, on both interfaces. */
final class Values {
    static final int MAX_NAME_BYTES = 128;
    static final int MAX_PEERING_INFO_BYTES = 4096;

    private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern IDENTITY_KEY = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    private Values() {}

    /** A user's or a candidate's name: 1 to 128 bytes of printable text. */
    static String name(String what, String value) throws Problem {
        if (!Texts.printable(value).equals(value)) {
            throw Problem.malformed(what + " is not printable text");
        }
        return sized(what, value, MAX_NAME_BYTES);
    }

    static PrivateKey privateKey(String value) throws Problem {
        return new PrivateKey(sized("private_key", value, PrivateKey.MAX_BYTES));
    }

    static String sized(String what, String value, int maxBytes) throws Problem {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > maxBytes) {
            throw Problem.malformed(what + " must have 1 to " + maxBytes + " bytes");
        }
        return value;
    }

    /** A balance or starting funds. */
    static long funds(long value) throws Problem {
        return inRange(value, 0, Units.MAX);
    }

    /** A balance or starting funds, written as plain digits. */
    static long funds(String value) throws Problem {
        return funds(parsed(value));
    }

    static long amount(long value, long max) throws Problem {
        return inRange(value, 1, max);
    }

    /** An amount that a balance can hold, written as plain digits. */
    static long amount(String value) throws Problem {
        return amount(parsed(value), Units.MAX);
    }

    /** A number written as plain digits. */
    static long digits(String what, String value) throws Problem {
        long number = parsed(value);
        if (number < 0) {
            throw Problem.malformed(what + " is not a whole number");
        }
        return number;
    }

    private static long inRange(long value, long least, long most) throws Problem {
        if (value < least || value > most) {
            throw Problem.malformed("amount is not a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** What plain digits say; -1 for anything else. */
    private static long parsed(String value) {
        try {
            return DIGITS.matcher(value).matches() ? Long.parseLong(value) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static SettlementKey key(String value) throws Problem {
        if (!KEY.matcher(value).matches()) {
            throw Problem.malformed("key is not 32 lower-case hexadecimal digits");
        }
        return SettlementKey.of(Bytes.fromHex(value));
    }

    static PublicKey identityKey(String value) throws Problem {
        if (!IDENTITY_KEY.matcher(value).matches()) {
            throw Problem.malformed("identity_key is not 32 bytes in base64url");
        }
        return PublicKey.of(Bytes.fromBase64Url(value));
    }

    /** The peering info as compact text that every client can read back. */
    static String peeringInfo(JsonNode value) throws Problem {
        if (!(value instanceof ObjectNode)) {
            throw Problem.malformed("peering_info is not a JSON object");
        }
        String text = Json.write(value);
        if (!Texts.isWellFormed(text) || hasInfinity(value)) {
            throw Problem.malformed("peering_info holds half a character or a number out of range");
        }
        return sized("peering_info", text, MAX_PEERING_INFO_BYTES);
    }

    private static boolean hasInfinity(JsonNode node) {
        if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
            return true;
        }
        for (JsonNode child : node) {
            if (hasInfinity(child)) {
                return true;
            }
        }
        return false;
    }
}
