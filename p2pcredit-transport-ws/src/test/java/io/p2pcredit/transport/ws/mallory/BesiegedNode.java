package io.p2pcredit.transport.ws.mallory;

import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@link Scene} in a process of its own, with little memory: when that does not suffice, the process is gone. It ends
 * with the process that has started it. For any thread.
 */
final class BesiegedNode implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final PrintStream asked;
    private final URI address;
    private final PublicKey key;
    private final AtomicInteger newcomers = new AtomicInteger();

    private BesiegedNode(Process process) throws IOException {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.US_ASCII);
        this.asked = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        String[] words = next().split(" ", -1);
        this.address = URI.create(words[0]);
        this.key = PublicKey.of(Bytes.fromHex(words[1]));
    }

    static BesiegedNode with(String heap) throws IOException {
        String classPath = Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path"))
                .filter(path -> path != null)
                .collect(Collectors.joining(File.pathSeparator, testClasses() + File.pathSeparator, ""));
        return new BesiegedNode(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        BesiegedNode.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Somebody whom its directory knows. */
    Mallory newcomer() throws IOException {
        return newcomers(1).get(0);
    }

    /** So many of them. */
    List<Mallory> newcomers(int count) throws IOException {
        List<Mallory> all = new ArrayList<>();
        StringBuilder question = new StringBuilder("publish");
        for (int i = 0; i < count; i++) {
            InMemorySigner signer = InMemorySigner.generate();
            PeerId name = PeerId.of("Mallory-" + newcomers.incrementAndGet());
            question.append(' ').append(name);
            question.append(' ').append(signer.publicKey().bytes().toHex());
            all.add(new Mallory(name, signer, address, key));
        }
        ask(question.toString());
        return all;
    }

    /** The node and its honest peer pay each other. Returns how many threads the process has. */
    int serve() throws IOException {
        return Integer.parseInt(ask("serve"));
    }

    /** What is left of its heap's contents when the garbage is collected. */
    long usedKiB() throws IOException {
        return Long.parseLong(ask("memory"));
    }

    /** What that peer owes the node. */
    long balanceOf(PeerId peer) throws IOException {
        return Long.parseLong(ask("balance " + peer));
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private synchronized String ask(String question) throws IOException {
        asked.println(question);
        return next();
    }

    private String next() throws IOException {
        String line = said.readLine();
        if (line == null || line.startsWith("Terminating")) {
            throw new AssertionError("the process is gone, with exit code "
                    + process.onExit().orTimeout(20, TimeUnit.SECONDS).join().exitValue());
        }
        return line;
    }

    /** Tests may be run as a part of a module, of which the other process knows nothing. */
    private static Path testClasses() {
        String name = BesiegedNode.class.getName().replace('.', '/') + ".class";
        try {
            String file = BesiegedNode.class.getResource("/" + name).toURI().toString();
            return Path.of(URI.create(file.substring(0, file.length() - name.length())));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        Scene scene = new Scene();
        System.out.println(
                scene.address() + " " + scene.alice().publicKey().bytes().toHex());
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            System.out.println(answer(scene, question.split(" ", -1)));
        }
        System.exit(0);
    }

    private static String answer(Scene scene, String[] words) {
        return switch (words[0]) {
            case "publish" -> {
                for (int i = 1; i < words.length; i += 2) {
                    scene.publish(PeerId.of(words[i]), PublicKey.of(Bytes.fromHex(words[i + 1])));
                }
                yield "published";
            }
            case "balance" ->
                String.valueOf(scene.alice()
                        .trustline(PeerId.of(words[1]))
                        .orElseThrow()
                        .balance()
                        .units());
            case "serve" -> {
                scene.servesTheHonest();
                yield String.valueOf(Thread.getAllStackTraces().size());
            }
            default -> String.valueOf(usedMemory() / 1_024);
        };
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
