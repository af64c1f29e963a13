package io.p2pcredit.simulation.mutant;

/** What is changed in one class file. Made by {@link Site}. */
public interface Edit {
    /** The full name of the class. */
    String type();

    /**
     * The class file with the change.
     *
     * @throws IllegalArgumentException if the place is not there, or is there more or less often than was said
     */
    byte[] appliedTo(byte[] classFile);
}
