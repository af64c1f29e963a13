package io.p2pcredit.simulation.mutant;

import com.google.errorprone.annotations.Immutable;

/**
 * A method of the library in which a bug is planted: in all its overloads, unless its name ends with a
 * number of arguments, as in {@code of/2}, and in the lambdas that are written in it.
 * Within it the changed place has to be the only one of its kind, unless {@link #at} says which one it is.
 *
 * @param type the full name of the class
 * @param chosen which one of the places of the kind is changed, from 1
 * @param places how many places of the kind there have to be
 */
@Immutable
public record Site(String type, String method, int chosen, int places) {
    private static final String OURS = "io.p2pcredit.";

    /** @param type the name of the class, from {@code io.p2pcredit} on */
    public static Site in(String type, String method) {
        return new Site(OURS + type, method, 1, 1);
    }

    /** The chosen one of so many places of the kind. */
    public Site at(int which, int of) {
        return new Site(type, method, which, of);
    }

    /** The method does nothing but return that. */
    public Edit returns(Value value) {
        return edit((next, found, places) -> Bodies.returning(next, found, places, value));
    }

    /** The same for a number, a text or a truth value. */
    public Edit returns(Object constant) {
        return returns(Value.of(constant));
    }

    /** The method, which returns nothing, does nothing. */
    public Edit doesNothing() {
        return returns(Value.NOTHING);
    }

    /**
     * The method does nothing but call another one, with itself and its arguments.
     *
     * @param bugs has a static method of that name whose parameters can take them, as objects if their types are not to
     *     be seen from there
     */
    public Edit becomes(Class<?> bugs, String name) {
        return edit((next, found, places) -> Bodies.delegating(next, found, places, Replacement.of(bugs, name)));
    }

    /**
     * A call is not made. What it would have returned is the object that it was made on, or else its first argument, if
     * the types are the same.
     *
     * @param call the simple names of class and method, such as {@code Journal.append}
     */
    public Edit leavesOut(String call) {
        return edit((next, found, places) -> Calls.leftOut(next, places, Call.named(call)));
    }

    /** A call is not made, and counts as answered by a constant. */
    public Edit answers(String call, Value value) {
        return edit((next, found, places) -> Calls.answered(next, found, places, Call.named(call), value));
    }

    /** The same for a number, a text or a truth value. */
    public Edit answers(String call, Object constant) {
        return answers(call, Value.of(constant));
    }

    /** A call is made two times. */
    public Edit repeats(String call) {
        return edit((next, found, places) -> Calls.repeated(next, places, Call.named(call)));
    }

    /** Another method of the same class and the same types is called instead. */
    public Edit mistakes(String call, String other) {
        return edit((next, found, places) -> Calls.renamed(next, places, Call.named(call), other));
    }

    /** A static method is called instead, with the object and the arguments: see {@link #becomes}. */
    public Edit calls(String call, Class<?> bugs, String name) {
        return edit(
                (next, found, places) -> Calls.replaced(next, places, Call.named(call), Replacement.of(bugs, name)));
    }

    /** What a call returns goes through a static method: see {@link #becomes}. */
    public Edit alters(String call, Class<?> bugs, String name) {
        return edit((next, found, places) -> Calls.altered(next, places, Call.named(call), Replacement.of(bugs, name)));
    }

    /**
     * One argument of a call takes the place of another one of the same type.
     *
     * @param from the one that is passed twice, from 0
     * @param to the one that is lost
     */
    public Edit passes(String call, int from, int to) {
        return edit((next, found, places) -> Calls.withArgument(next, places, Call.named(call), from, to));
    }

    /** A condition is true when it should be false, and the other way round. */
    public Edit negates() {
        return edit((next, found, places) -> new Conditions(next, places, Conditions::negated));
    }

    /** A comparison of two numbers has its boundary one further: {@code <=} for {@code <}, and so on. */
    public Edit shiftsTheBoundary() {
        return edit((next, found, places) -> new Conditions(next, places, Conditions::shifted));
    }

    /** A condition counts as not fulfilled: what stands under the {@code if} is left out. */
    public Edit skips() {
        return edit((next, found, places) -> new Conditions(next, places, Conditions::taken));
    }

    /** A condition counts as fulfilled: what stands under the {@code if} is always done. */
    public Edit ignores() {
        return edit((next, found, places) -> new Conditions(next, places, Conditions::forgotten));
    }

    /** Another number or text is used. */
    public Edit uses(Object instead, Object constant) {
        return edit((next, found, places) -> new Constants(next, found, places, constant, Value.of(instead)));
    }

    /** Another constant is used, such as another one of an enumeration. */
    public Edit reads(Value instead, String constant) {
        return edit((next, found, places) -> new ReadConstant(next, found, places, constant, instead));
    }

    /** A field keeps its old value. */
    public Edit doesNotWrite(String field) {
        return edit((next, found, places) -> new UnwrittenField(next, places, field));
    }

    private Edit edit(Patch patch) {
        return new MethodEdit(this, patch);
    }
}
