package io.p2pcredit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script with a Java and a Maven that only write down how they were started. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartScriptTest {
    private static final Path SCRIPT = Path.of("bin", "p2pcredit").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path tools;
    private Path record;

    @BeforeEach
    void installJava() throws IOException {
        tools = Files.createDirectories(folder.resolve("jdk").resolve("bin"));
        record = folder.resolve("record");
        tool("java", """
                if [ "$1" = -version ]; then
                    echo asked >>"$RECORD.versions"
                    echo 'openjdk version "17.0.1"' >&2
                    exit
                fi
                for word; do
                    case $word in -XX:ArchiveClassesAtExit=*)
                        echo "archive $*" >>"$RECORD"
                        echo classes >"${word#*=}"
                        exit
                    esac
                done
                echo "$*" >>"$RECORD"
                for stream in 0 1 2; do
                    (eval ": 9<&$stream") || echo "$stream is closed" >>"$RECORD"
                done
                """);
        tool("javac", "");
    }

    private record Run(int code, List<String> lines) {}

    @Nested
    class WithAJarOfTheUsers {
        private Path jar;

        @BeforeEach
        void take() throws IOException {
            jar = Files.writeString(folder.resolve("a jar"), "");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
        void startsJavaWithAllStreamsOpen(String closed) throws Exception {
            start("exec \"$0\" one 'two  three' " + closed);
            assertThat(record).content().doesNotContain("closed");
        }

        @Test
        void handsTheArgumentsOnAsTheyAre() throws Exception {
            assertThat(start("exec \"$0\" one 'two  three'").code()).isZero();
            assertThat(record).content().isEqualTo("-XX:+UseSerialGC -jar " + jar + " one two  three\n");
        }

        private Run start(String command) throws Exception {
            ProcessBuilder builder = process(SCRIPT, command);
            builder.environment().put("P2PCREDIT_JAR", jar.toString());
            return end(builder.start());
        }
    }

    @Nested
    class OnACheckout {
        private Path root;
        private Path script;
        private Path builds;

        @BeforeEach
        void checkOut() throws IOException {
            root = folder.resolve("a check out");
            script = root.resolve("p2pcredit-cli").resolve("bin").resolve("p2pcredit");
            Files.createDirectories(script.getParent());
            Files.copy(SCRIPT, script, StandardCopyOption.COPY_ATTRIBUTES);
            source("pom.xml");
            source("p2pcredit-core/src/main/java/A.java");
            tool("mvn", """
                    echo "$*" >>"$RECORD.builds"
                    if [ -f broken ]; then
                        echo 'it is broken'
                        exit 1
                    fi
                    turns=0
                    until [ "$(wc -l <"$RECORD.versions")" -ge "${STARTS:-1}" ] || [ "$turns" -gt 200 ]; do
                        turns=$((turns + 1))
                        sleep 0.05
                    done
                    mkdir -p p2pcredit-cli/target
                    cat p2pcredit-core/src/main/java/A.java >p2pcredit-cli/target/p2pcredit-cli.jar
                    """);
            builds = folder.resolve("record.builds");
        }

        @Test
        void threeAtOnceBuildOnceAndAllRun() throws Exception {
            List<Process> starts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ProcessBuilder builder = process(script, "exec \"$0\" run " + i);
                builder.environment().put("STARTS", "3");
                starts.add(builder.start());
            }
            List<String> said = new ArrayList<>();
            for (Process start : starts) {
                Run run = end(start);
                assertThat(run.code()).isZero();
                said.addAll(run.lines());
            }
            assertThat(said).contains("p2pcredit: building, this takes a moment");
            assertThat(Files.readAllLines(builds))
                    .containsExactly("-q -B -ntp -Dmaven.test.skip=true -Dquick -pl p2pcredit-cli -am package");
            assertThat(runs())
                    .hasSize(3)
                    .allMatch(run -> run.matches(".*-jar .*/run/copy-.*/p2pcredit-cli.jar run [012]"));
            assertThat(root.resolve("p2pcredit-cli/target/run/lock")).doesNotExist();
        }

        @Test
        void buildsAgainOnlyWhenASourceIsNewer() throws Exception {
            start();
            start();
            assertThat(Files.readAllLines(builds)).hasSize(1);
            Path source = source("p2pcredit-core/src/main/java/A.java");
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
            start();
            assertThat(Files.readAllLines(builds)).hasSize(2);
        }

        @Test
        void archivesTheClassesOfEachCopyOnce() throws Exception {
            start();
            start();
            assertThat(Files.readAllLines(record))
                    .filteredOn(line -> line.startsWith("archive"))
                    .hasSize(1);
            assertThat(runs()).allMatch(run -> run.matches(".*-XX:SharedArchiveFile=.*/classes.jsa .*"));
        }

        @Test
        void goesWithoutAnArchiveIfThatFails() throws Exception {
            tool("java", """
                    [ "$1" != -version ] || echo 'openjdk version "17.0.1"' >&2
                    echo "$1" >>"$RECORD.versions"
                    case "$*" in *Archive*) exit 1 ;; esac
                    [ "$1" = -version ] || echo "$*" >>"$RECORD"
                    """);
            assertThat(start().code()).isZero();
            assertThat(runs()).singleElement().asString().doesNotContain("SharedArchive");
        }

        @Test
        void showsTheOutputOfABuildThatFails() throws Exception {
            Files.createFile(root.resolve("broken"));
            assertThat(start())
                    .isEqualTo(new Run(
                            1,
                            List.of(
                                    "p2pcredit: building, this takes a moment",
                                    "it is broken",
                                    "p2pcredit: the build failed, see above")));
            assertThat(root.resolve("p2pcredit-cli/target/run/lock")).doesNotExist();
        }

        @Test
        void takesOverTheLockOfAStartThatDied() throws Exception {
            Path lock = Files.createDirectories(root.resolve("p2pcredit-cli/target/run/lock"));
            Process dead = new ProcessBuilder("true").start();
            assertThat(dead.waitFor(30, TimeUnit.SECONDS)).isTrue();
            Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
            assertThat(start().code()).isZero();
            assertThat(lock).doesNotExist();
        }

        @Test
        void isFoundThroughASymbolicLink() throws Exception {
            Path link = Files.createSymbolicLink(folder.resolve("link"), script);
            assertThat(end(process(link, "cd / && exec \"$0\" run").start()).code())
                    .isZero();
            assertThat(runs()).hasSize(1);
        }

        @Test
        void saysThatMavenIsMissing() throws Exception {
            Files.delete(tools.resolve("mvn"));
            ProcessBuilder builder = process(script, "exec \"$0\" run");
            builder.environment().put("PATH", withoutMaven());
            assertThat(end(builder.start()))
                    .isEqualTo(new Run(
                            1,
                            List.of(
                                    "p2pcredit: needs Maven 3.8.6 or newer to build: install it, or set P2PCREDIT_JAR to"
                                            + " a jar to run")));
        }

        @Test
        void saysThatJavaIsTooOld() throws Exception {
            tool("java", "echo 'java version \"11.0.2\"' >&2");
            ProcessBuilder builder = process(script, "exec \"$0\" run");
            builder.environment().put("PATH", withoutMaven());
            assertThat(end(builder.start()))
                    .isEqualTo(new Run(
                            1,
                            List.of("p2pcredit: needs Java 17 or newer: install a JDK, or set JAVA_HOME to one; "
                                    + tools.resolve("java") + " is 11")));
        }

        /** A folder with the few programs that the script is made of. */
        private String withoutMaven() throws IOException {
            Path few = Files.createDirectories(folder.resolve("few"));
            for (String name : List.of("sed", "head", "dirname", "mkdir", "rm", "rmdir", "cat", "find", "sleep")) {
                Path program = Stream.of("/usr/bin", "/bin")
                        .map(bin -> Path.of(bin, name))
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow();
                tool(few.resolve(name), "exec " + program + " \"$@\"\n");
            }
            return few.toString();
        }

        private Run start() throws Exception {
            return end(process(script, "exec \"$0\" run").start());
        }

        private List<String> runs() throws IOException {
            return Files.readAllLines(record).stream()
                    .filter(line -> !line.startsWith("archive"))
                    .toList();
        }

        private Path source(String name) throws IOException {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, name + '\n');
        }
    }

    private void tool(String name, String script) throws IOException {
        tool(tools.resolve(name), script);
    }

    private static void tool(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Runs the command in a shell, in which {@code $0} is the script. */
    private ProcessBuilder process(Path script, String command) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command, script.toString());
        builder.environment().put("JAVA_HOME", tools.getParent().toString());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().put("RECORD", record.toString());
        return builder.redirectErrorStream(true);
    }

    private static Run end(Process start) throws Exception {
        List<String> lines =
                new String(start.getInputStream().readAllBytes(), UTF_8).lines().toList();
        assertThat(start.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(start.exitValue(), lines);
    }
}
