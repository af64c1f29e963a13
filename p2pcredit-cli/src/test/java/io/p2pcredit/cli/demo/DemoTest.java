package io.p2pcredit.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.fakechain.FakechainServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoTest {
    private final Provider signatures = Security.getProviders("Signature.Ed25519")[0];
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Demo demo = new Demo(new PrintStream(out, true, UTF_8), signatures);

    @Test
    void theStoryComesToItsEnd() {
        assertThat(demo.run()).isEqualTo(ExitCode.FINE);
        assertThat(shown()).endsWith("Every amount was as it should be.");
        assertThat(shown())
                .contains(
                        "     Alice sees: Paying Bob 30 is over the limit: you can pay at most 20 now. Settle what you owe first:"
                                + " settle Bob",
                        "     Fakechain says: Alice 90, Bill 200, Bob 310");
    }

    @Test
    void aFakechainThatIsOffByOneIsFoundOut() {
        try (FakechainServer honest = FakechainServer.builder().port(0).start();
                OffByOne liar = new OffByOne(honest.uri(), "Bob", 280)) {
            assertThat(demo.run(liar.uri())).isEqualTo(ExitCode.UNEXPECTED);
        }
        assertThat(shown())
                .endsWith(
                        "     Fakechain says: Alice 120, Bill 200, Bob 281",
                        "",
                        "This differs from what it should be. Fakechain's balances: expected Alice 120, Bill 200, Bob 280,"
                                + " but it is Alice 120, Bill 200, Bob 281");
    }

    private List<String> shown() {
        return out.toString(UTF_8).lines().toList();
    }
}
