package io.p2pcredit.cli.shell;

import io.p2pcredit.cli.console.Console;
import io.p2pcredit.cli.console.Input;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A person who types what a test says, and sees everything in the order in which it was shown. */
final class ScriptedConsole implements Console {
    final List<String> shown = new ArrayList<>();
    private final Deque<Supplier<Input>> inputs = new ArrayDeque<>();

    ScriptedConsole type(String line) {
        return then(() -> {}, new Input.Line(line));
    }

    /** While the prompt is there something happens, and then the line is typed. */
    ScriptedConsole meanwhile(Runnable event, String line) {
        return then(event, new Input.Line(line));
    }

    ScriptedConsole press(Input key) {
        return then(() -> {}, key);
    }

    private ScriptedConsole then(Runnable event, Input input) {
        inputs.add(() -> {
            event.run();
            return input;
        });
        return this;
    }

    @Override
    public boolean isInteractive() {
        return true;
    }

    @Override
    public int width() {
        return 80;
    }

    @Override
    public Input read(String prompt) {
        shown.add(prompt);
        return inputs.isEmpty() ? new Input.Gone() : inputs.remove().get();
    }

    @Override
    public Optional<String> readSecret(String prompt) {
        return Optional.empty();
    }

    @Override
    public void print(String line) {
        shown.add(line);
    }

    @Override
    public void fail(String line) {
        shown.add("! " + line);
    }

    @Override
    public void notice(String line) {
        shown.add("* " + line);
    }

    @Override
    public boolean await(CompletableFuture<?> future, Duration limit) {
        return future.isDone();
    }

    @Override
    public void stop() {
        inputs.clear();
    }

    @Override
    public void close() {}
}
