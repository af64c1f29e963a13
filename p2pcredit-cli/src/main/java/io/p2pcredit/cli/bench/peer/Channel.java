package io.p2pcredit.cli.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Values between the two processes, each one line of JSON. Other lines are not meant for it: a Java machine may be told to
 * log on its standard output. One thread reads, one writes.
 */
final class Channel {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedReader in;
    private final OutputStream out;

    Channel(InputStream in, OutputStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    /** @throws UncheckedIOException if nobody reads any more */
    void send(Object value) {
        try {
            out.write((JSON.writeValueAsString(value) + '\n').getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next value; empty if there is none any more. */
    <T> Optional<T> receive(Class<T> type) {
        try {
            String line = in.readLine();
            while (line != null && !line.startsWith("{")) {
                line = in.readLine();
            }
            return line == null ? Optional.empty() : Optional.of(JSON.readValue(line, type));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("that is not what was agreed upon", e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
