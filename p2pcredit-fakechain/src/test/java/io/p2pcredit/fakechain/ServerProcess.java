package io.p2pcredit.fakechain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server as a process of its own, which can be killed. It ends with the process that started it at the latest. */
final class ServerProcess implements AutoCloseable {
    static final int REFUSED = 5;

    private final Process process;
    private final BufferedReader out;

    private ServerProcess(Process process) {
        this.process = process;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** The process: serves the data directory that it is given, until its input ends. */
    public static void main(String... arguments) throws IOException {
        try (FakechainServer server =
                FakechainServer.builder().port(0).data(Path.of(arguments[0])).start()) {
            System.out.println(server.port());
            int end = System.in.read();
            assertThat(end).isNegative();
        } catch (UnusableDataException e) {
            System.out.println(e.reason() + ": " + e.getMessage());
            System.exit(REFUSED);
        }
    }

    static ServerProcess start(Path data) throws IOException {
        return start(data, path -> true);
    }

    /** Without some of what is on the class path. */
    static ServerProcess start(Path data, Predicate<String> isOnClassPath) throws IOException {
        String classPath = Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path"))
                .filter(path -> path != null)
                .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
                .filter(isOnClassPath)
                .collect(Collectors.joining(File.pathSeparator, testClasses() + File.pathSeparator, ""));
        return new ServerProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        ServerProcess.class.getName(),
                        data.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Tests may be run as a part of a module, of which this process knows nothing. */
    private static Path testClasses() {
        String name = ServerProcess.class.getName().replace('.', '/') + ".class";
        try {
            URI file = ServerProcess.class.getResource("/" + name).toURI();
            return Path.of(
                    URI.create(file.toString().substring(0, file.toString().length() - name.length())));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it serves. */
    int port() throws IOException {
        return Integer.parseInt(line());
    }

    String line() throws IOException {
        return String.valueOf(out.readLine());
    }

    int exitValue() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** As by kill -9, and waits until it is gone. */
    void kill() throws InterruptedException {
        assertThat(process.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        Process unused = process.destroyForcibly();
    }
}
