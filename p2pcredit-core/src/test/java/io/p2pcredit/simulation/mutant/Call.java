package io.p2pcredit.simulation.mutant;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Calls of a method by whatever class they name as its owner.
 *
 * @param owner the simple name of that class; of a nested one with that of the outer one, such as {@code Link$Goal}
 */
record Call(String owner, String name) {
    static Call named(String call) {
        int dot = call.lastIndexOf('.');
        checkArgument(dot > 0, "class and method, not %s", call);
        return new Call(call.substring(0, dot), call.substring(dot + 1));
    }

    boolean is(String internalOwner, String method) {
        String simple = internalOwner.substring(internalOwner.lastIndexOf('/') + 1);
        return simple.equals(owner) && method.equals(name);
    }
}
