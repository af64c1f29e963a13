package io.p2pcredit.fakechain.internal.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.p2pcredit.fakechain.internal.json.Json;
import io.p2pcredit.fakechain.internal.json.MalformedJsonException;

/** What came of one request. */
public sealed interface Reply {
    /** What happened, for people to read. It repeats nothing of the request, and of the answer only its status. */
    String reason();

    /** Whether something is there that answers, be it nonsense. */
    boolean isAnswered();

    /** Not a byte of the request has left, and none ever will. */
    record NotSent(String reason, boolean isAnswered) implements Reply {}

    /** The request may have been carried out, and its answer never came, or only half of it. */
    record NoAnswer(String reason) implements Reply {
        @Override
        public boolean isAnswered() {
            return false;
        }
    }

    /** The request may have been carried out, and what came back is no HTTP, or larger than it may be. */
    record Garbled(String reason) implements Reply {
        @Override
        public boolean isAnswered() {
            return true;
        }
    }

    /**
     * The server has answered.
     *
     * @param body missing if it was no JSON
     */
    record Answer(ServerUrl server, int status, JsonNode body) implements Reply {
        static Answer of(ServerUrl server, int status, byte[] body) {
            try {
                return new Answer(server, status, Json.parseAnswer(body));
            } catch (MalformedJsonException e) {
                return new Answer(server, status, MissingNode.getInstance());
            }
        }

        @Override
        public boolean isAnswered() {
            return true;
        }

        public boolean isOk() {
            return status == 200;
        }

        /** Why the answer is of no use to who asked. */
        @Override
        public String reason() {
            return server.answersOddly("status " + status + remark());
        }

        private String remark() {
            if (status >= 300 && status < 400) {
                return ", which is not followed";
            }
            if (body.isMissingNode()) {
                return ", without JSON";
            }
            return isOk() ? ", with something else than was asked for" : "";
        }
    }
}
