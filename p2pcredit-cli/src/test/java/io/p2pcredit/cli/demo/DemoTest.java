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
        assertThat(demo.run()).as(() -> out.toString(UTF_8)).isEqualTo(ExitCode.FINE);
        assertThat(shown()).endsWith("Every amount was as it should be.");
        assertThat(shown())
                .contains(
                        "     Alice plans: pay 20, settle 100 on Fakechain, pay 10",
                        "     Alice has paid 20, settled 100 on Fakechain, paid 10",
                        "     Bob's payment is queued: Alice is away",
                        "     Fakechain says: Alice 94, Bill 200, Bob 306");
    }

    @Test
    void aFakechainThatIsOffByOneIsFoundOut() {
        try (FakechainServer honest = FakechainServer.builder().port(0).start();
                OffByOne liar = new OffByOne(honest.uri(), "Bob", 300)) {
            assertThat(demo.run(liar.uri())).isEqualTo(ExitCode.UNEXPECTED);
        }
        assertThat(shown())
                .endsWith(
                        "     Fakechain says: Alice 100, Bill 200, Bob 301",
                        "",
                        "This differs from what it should be. Fakechain's balances: expected Alice 100, Bill 200, Bob 300,"
                                + " but it is Alice 100, Bill 200, Bob 301");
    }

    private List<String> shown() {
        return out.toString(UTF_8).lines().toList();
    }
}
