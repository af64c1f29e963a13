package io.p2pcredit.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every example runs, and prints what its text says. */
@Timeout(60)
class ExamplesTest {
    /** A main method. */
    private interface Program {
        void run(String[] arguments) throws Exception;
    }

    @Test
    void overWebSocket() throws Exception {
        assertThat(linesOf(OverWebSocket::main))
                .containsExactly("Bob sees 40", "Alice owes 0", "Bob has 140 on Fakechain");
    }

    @Test
    void payPastTheLimit() throws Exception {
        assertThat(linesOf(PayPastTheLimit::main))
                .containsExactly("pay 5, settle 100, pay 5", "Bob: -60", "Charlie: -5");
    }

    @Test
    void customLedger() throws Exception {
        assertThat(linesOf(CustomLedger::main)).containsExactly("Alice has 20, Bob has 30");
    }

    @Test
    void meteredApi() throws Exception {
        assertThat(linesOf(MeteredApi::main))
                .containsExactly("402 pay first", "200 sunny", "200 sunny", "200 sunny", "402 pay first", "-6");
    }

    private static List<String> linesOf(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, UTF_8));
        try {
            program.run(new String[0]);
        } finally {
            System.setOut(before);
        }
        return written.toString(UTF_8).lines().toList();
    }
}
