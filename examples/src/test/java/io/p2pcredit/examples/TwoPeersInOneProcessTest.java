package io.p2pcredit.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TwoPeersInOneProcessTest {
    private static final Path SOURCE = Path.of("src/main/java/io/p2pcredit/examples/TwoPeersInOneProcess.java");
    private static final Path README = Path.of("../README.md");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL);
    private static final String FIRST_LINE = "        InMemoryWorld world =";
    private static final String LAST_LINE = "        }";

    @Test
    @Timeout(60)
    void aliceOwesBobFive() {
        assertThat(output()).isEqualTo("-5" + System.lineSeparator());
    }

    @Test
    void theReadmeShowsThisVeryProgram() throws IOException {
        Matcher block = JAVA_BLOCK.matcher(Files.readString(README));
        assertThat(block.find()).as("a Java block in the README").isTrue();
        assertThat(block.group(1)).isEqualTo(body());
    }

    private static String output() {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, UTF_8));
        try {
            TwoPeersInOneProcess.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        return written.toString(UTF_8);
    }

    /** From the first line to the end of the try statement, moved to the left. */
    private static String body() throws IOException {
        List<String> lines = Files.readAllLines(SOURCE);
        int first = 0;
        while (!lines.get(first).startsWith(FIRST_LINE)) {
            first++;
        }
        int last = first + lines.subList(first, lines.size()).indexOf(LAST_LINE);
        return String.join("\n", lines.subList(first, last + 1)).stripIndent();
    }
}
