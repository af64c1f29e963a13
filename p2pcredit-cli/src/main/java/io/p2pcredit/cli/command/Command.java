package io.p2pcredit.cli.command;

/** Something that the user can tell the shell to do. */
public interface Command {
    Manual manual();

    /**
     * Does it, and shows what came of it.
     *
     * @param words what was typed after the command's name
     * @throws CommandFailedException if it came to nothing
     */
    Next run(Words words);
}
