package io.p2pcredit.simulation.mutant;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Calls that are made otherwise than they are written. */
final class Calls extends MethodVisitor {
    /** Where nothing of a method's own is kept. */
    private static final int SPARE_LOCAL = 200;

    private final Call call;
    private final Patch.Places places;
    private final Otherwise otherwise;

    private Calls(MethodVisitor next, Patch.Places places, Call call, Otherwise otherwise) {
        super(Opcodes.ASM9, next);
        this.call = call;
        this.places = places;
        this.otherwise = otherwise;
    }

    /** What is done where the call stands. */
    @FunctionalInterface
    private interface Otherwise {
        void write(MethodVisitor out, Instruction old);
    }

    /** The call as it is written. */
    private record Instruction(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        void write(MethodVisitor out) {
            out.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        boolean isStatic() {
            return opcode == Opcodes.INVOKESTATIC;
        }

        Type receiver() {
            return Type.getObjectType(owner);
        }

        Type returned() {
            return Type.getReturnType(descriptor);
        }

        Type[] arguments() {
            return Type.getArgumentTypes(descriptor);
        }
    }

    static MethodVisitor leftOut(MethodVisitor next, Patch.Places places, Call call) {
        return new Calls(next, places, call, Calls::leaveOut);
    }

    static MethodVisitor answered(MethodVisitor next, Patch.Found method, Patch.Places places, Call call, Value value) {
        return new Calls(next, places, call, (out, old) -> {
            popArguments(out, old, 0);
            popReceiver(out, old);
            value.push(out, method, old.returned());
        });
    }

    static MethodVisitor repeated(MethodVisitor next, Patch.Places places, Call call) {
        return new Calls(next, places, call, Calls::repeat);
    }

    static MethodVisitor renamed(MethodVisitor next, Patch.Places places, Call call, String name) {
        return new Calls(
                next,
                places,
                call,
                (out, old) ->
                        out.visitMethodInsn(old.opcode(), old.owner(), name, old.descriptor(), old.isInterface()));
    }

    static MethodVisitor replaced(MethodVisitor next, Patch.Places places, Call call, Replacement replacement) {
        return new Calls(next, places, call, (out, old) -> replacement.call(out, old.returned()));
    }

    static MethodVisitor altered(MethodVisitor next, Patch.Places places, Call call, Replacement replacement) {
        return new Calls(next, places, call, (out, old) -> {
            old.write(out);
            replacement.call(out, old.returned());
        });
    }

    static MethodVisitor withArgument(MethodVisitor next, Patch.Places places, Call call, int from, int to) {
        return new Calls(next, places, call, (out, old) -> pass(out, old, from, to));
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (call.is(owner, name) && places.isNextChosen()) {
            otherwise.write(mv, new Instruction(opcode, owner, name, descriptor, isInterface));
        } else {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }

    private static void leaveOut(MethodVisitor out, Instruction old) {
        boolean isOfReceiver = !old.isStatic() && old.receiver().equals(old.returned());
        boolean isOfFirst = old.isStatic() && old.arguments().length > 0 && old.arguments()[0].equals(old.returned());
        popArguments(out, old, isOfFirst ? 1 : 0);
        if (!isOfReceiver) {
            popReceiver(out, old);
        }
        if (!isOfReceiver && !isOfFirst && !old.returned().equals(Type.VOID_TYPE)) {
            throw new IllegalArgumentException("nobody answers " + old.name() + ", which returns something");
        }
    }

    private static void popArguments(MethodVisitor out, Instruction old, int first) {
        for (int i = old.arguments().length - 1; i >= first; i--) {
            out.visitInsn(old.arguments()[i].getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
    }

    private static void popReceiver(MethodVisitor out, Instruction old) {
        if (!old.isStatic()) {
            out.visitInsn(Opcodes.POP);
        }
    }

    private static void repeat(MethodVisitor out, Instruction old) {
        storeArguments(out, old);
        if (!old.isStatic()) {
            out.visitInsn(Opcodes.DUP);
        }
        loadArguments(out, old, -1, -1);
        old.write(out);
        int size = old.returned().getSize();
        if (size > 0) {
            out.visitInsn(size == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
        loadArguments(out, old, -1, -1);
        old.write(out);
    }

    private static void pass(MethodVisitor out, Instruction old, int from, int to) {
        if (!old.arguments()[from].equals(old.arguments()[to])) {
            throw new IllegalArgumentException("arguments " + from + " and " + to + " are of two types");
        }
        storeArguments(out, old);
        loadArguments(out, old, from, to);
        old.write(out);
    }

    private static void storeArguments(MethodVisitor out, Instruction old) {
        Type[] arguments = old.arguments();
        for (int i = arguments.length - 1; i >= 0; i--) {
            out.visitVarInsn(arguments[i].getOpcode(Opcodes.ISTORE), spare(i));
        }
    }

    private static void loadArguments(MethodVisitor out, Instruction old, int from, int to) {
        Type[] arguments = old.arguments();
        for (int i = 0; i < arguments.length; i++) {
            out.visitVarInsn(arguments[i].getOpcode(Opcodes.ILOAD), spare(i == to ? from : i));
        }
    }

    /** Room for a long each. */
    private static int spare(int argument) {
        return SPARE_LOCAL + 2 * argument;
    }
}
