package io.p2pcredit.fakechain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.p2pcredit.fakechain.StubServer.Behaviour;
import io.p2pcredit.fakechain.StubServer.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong with the first transfer that is handed to a ledger. */
enum LedgerFault {
    NONE(true) {
        @Override
        void serve(Behaviour chain, Request request, Socket socket) throws IOException {
            chain.serve(request, socket);
        }
    },
    HANGS_UP_WITHOUT_EXECUTING(false) {
        @Override
        void serve(Behaviour chain, Request request, Socket socket) {
            // and that is all
        }
    },
    EXECUTES_AND_HANGS_UP(true) {
        @Override
        void serve(Behaviour chain, Request request, Socket socket) throws IOException {
            chain.serve(request, new Unheard());
        }
    },
    EXECUTES_AND_ANSWERS_500(true) {
        @Override
        void serve(Behaviour chain, Request request, Socket socket) throws IOException {
            chain.serve(request, new Unheard());
            StubServer.answer(socket, 500, "");
        }
    },
    EXECUTES_AND_ANSWERS_NONSENSE(true) {
        @Override
        void serve(Behaviour chain, Request request, Socket socket) throws IOException {
            chain.serve(request, new Unheard());
            StubServer.answer(socket, 200, "{\"hello\":1}");
        }
    },
    ANSWERS_FOR_ANOTHER_KEY(true) {
        @Override
        void serve(Behaviour chain, Request request, Socket socket) throws IOException {
            Unheard answer = new Unheard();
            chain.serve(request, answer);
            String other = answer.heard.toString(UTF_8).replaceFirst("\"key\":\"[0-9a-f]{4}", "\"key\":\"ffff");
            socket.getOutputStream().write(other.getBytes(UTF_8));
        }
    },
    EXECUTES_LATE(true) {
        @Override
        void serve(Behaviour chain, Request request, Socket socket) throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream()); // until the client gives up
            chain.serve(request, new Unheard());
        }
    },
    NEVER_ANSWERS(false) {
        @Override
        void serve(Behaviour chain, Request request, Socket socket) throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    };

    private final boolean executes;

    LedgerFault(boolean executes) {
        this.executes = executes;
    }

    /** Whether the money moves though nothing is handed over again. */
    boolean executes() {
        return executes;
    }

    /** Whether nobody hears anything for as long as anybody waits. */
    boolean isSilent() {
        return this == EXECUTES_LATE || this == NEVER_ANSWERS;
    }

    abstract void serve(Behaviour chain, Request request, Socket socket) throws IOException;

    /** A chain on which this happens to the first transfer of all. */
    Behaviour on(Behaviour chain) {
        AtomicInteger transfers = new AtomicInteger();
        return (request, socket) -> {
            boolean first = isTransfer(request) && transfers.getAndIncrement() == 0;
            if (first) {
                serve(chain, request, socket);
            } else {
                chain.serve(request, socket);
            }
        };
    }

    static boolean isTransfer(Request request) {
        return request.target().startsWith("/pay_user")
                || (request.method().equals("POST") && request.target().equals("/v2/transfers"));
    }

    /** Where an answer goes that nobody hears. */
    private static final class Unheard extends Socket {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        @Override
        public OutputStream getOutputStream() {
            return heard;
        }
    }
}
