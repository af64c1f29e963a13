package io.p2pcredit.cli.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.p2pcredit.cli.ExitCode;
import io.p2pcredit.cli.FailedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void whatIsSentIsReceivedInItsOrder() {
        Channel writer = new Channel(new ByteArrayInputStream(new byte[0]), sent);
        Order start = new Order(
                Order.What.START, new Order.Start(3, true, "sqlite", "/tmp/\"x\"", "Sun", "ws://h:1", "00ff"), null);
        writer.send(start);
        writer.send(Order.simple(Order.What.STOP));
        Channel reader = reader(sent.toString(UTF_8));
        assertThat(reader.receive(Order.class)).contains(start);
        assertThat(reader.receive(Order.class)).contains(Order.simple(Order.What.STOP));
        assertThat(reader.receive(Order.class)).isEmpty();
    }

    @Test
    void linesOfSomebodyElseAreNotForIt() {
        Channel writer = new Channel(new ByteArrayInputStream(new byte[0]), sent);
        writer.send(Answer.balances(List.of(7L, -7L)));
        Channel reader = reader("[0.1s][info][gc] Using Serial\n\n" + sent.toString(UTF_8));
        assertThat(reader.receive(Answer.class)).contains(Answer.balances(List.of(7L, -7L)));
    }

    @Test
    void aFailureArrivesWithItsLineAndItsCode() {
        Channel writer = new Channel(new ByteArrayInputStream(new byte[0]), sent);
        writer.send(Answer.failed(new FailedException(ExitCode.STORAGE, "the disk is full")));
        Answer answer = reader(sent.toString(UTF_8)).receive(Answer.class).orElseThrow();
        assertThatThrownBy(answer::orThrow).isInstanceOfSatisfying(FailedException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ExitCode.STORAGE);
            assertThat(failure.line()).isEqualTo("the disk is full");
        });
    }

    private static Channel reader(String text) {
        return new Channel(new ByteArrayInputStream(text.getBytes(UTF_8)), new ByteArrayOutputStream());
    }
}
