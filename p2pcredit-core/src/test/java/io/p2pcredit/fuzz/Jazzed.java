package io.p2pcredit.fuzz;

import java.lang.reflect.Constructor;

/** What Jazzer calls: a {@link DecoderFuzz}, whose class name is its one argument. */
public final class Jazzed {
    private static DecoderFuzz target;

    private Jazzed() {}

    /** Loads what is needed, too, which would take too long within the time for an input. */
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        target = (DecoderFuzz) constructor.newInstance();
        for (byte[] sample : target.samples()) {
            target.feed(sample);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.feed(input);
    }
}
