package io.p2pcredit.fakechain.internal.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.fakechain.internal.exchange.AnswerReader.RawAnswer;
import io.p2pcredit.fuzz.DecoderFuzz;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.stream.Stream;

/** Answers of an HTTP server, byte by byte: within the limit, or refused by one of two exceptions. */
class HttpAnswerFuzzTest extends DecoderFuzz {
    private static final int MOST = 5_000;

    @Override
    protected List<byte[]> samples() {
        return Stream.of(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n\"success\"",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\n\"succ\r\n4 \r\ness\"\r\n0\r\nA: b\r\n\r\n",
                        "HTTP/1.0 404 Not Found\nServer: x\n\n\"error: there is nothing at this path\"",
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Wait\r\n\r\nHTTP/1.1 204 None\r\n\r\n",
                        "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n{}",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n{}")
                .map(text -> text.getBytes(US_ASCII))
                .toList();
    }

    @Override
    protected void feed(byte[] input) throws IOException {
        try {
            RawAnswer answer = new AnswerReader(new ByteArrayInputStream(input), MOST).read();
            assertThat(answer.status()).isBetween(200, 599);
            assertThat(answer.body().size()).isLessThanOrEqualTo(Math.min(MOST, input.length));
        } catch (EOFException | ProtocolException e) {
            assertThat(String.valueOf(e.getMessage())).matches("[ -~]*");
        }
    }
}
