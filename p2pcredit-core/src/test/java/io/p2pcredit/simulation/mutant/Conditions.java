package io.p2pcredit.simulation.mutant;

import java.util.Map;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A conditional branch that goes the wrong way. */
final class Conditions extends MethodVisitor {
    private static final Map<Integer, Integer> SHIFTED = Map.of(
            Opcodes.IFLT, Opcodes.IFLE,
            Opcodes.IFLE, Opcodes.IFLT,
            Opcodes.IFGT, Opcodes.IFGE,
            Opcodes.IFGE, Opcodes.IFGT,
            Opcodes.IF_ICMPLT, Opcodes.IF_ICMPLE,
            Opcodes.IF_ICMPLE, Opcodes.IF_ICMPLT,
            Opcodes.IF_ICMPGT, Opcodes.IF_ICMPGE,
            Opcodes.IF_ICMPGE, Opcodes.IF_ICMPGT);

    private final Patch.Places places;
    private final Otherwise otherwise;

    Conditions(MethodVisitor next, Patch.Places places, Otherwise otherwise) {
        super(Opcodes.ASM9, next);
        this.places = places;
        this.otherwise = otherwise;
    }

    /** What is written where the branch stands. */
    @FunctionalInterface
    interface Otherwise {
        void write(MethodVisitor out, int opcode, Label label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        boolean conditional = opcode != Opcodes.GOTO && opcode != Opcodes.JSR;
        if (conditional && places.isNextChosen()) {
            otherwise.write(mv, opcode, label);
        } else {
            super.visitJumpInsn(opcode, label);
        }
    }

    static void negated(MethodVisitor out, int opcode, Label label) {
        if (opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
            out.visitJumpInsn(opcode == Opcodes.IFNULL ? Opcodes.IFNONNULL : Opcodes.IFNULL, label);
        } else {
            out.visitJumpInsn(((opcode - Opcodes.IFEQ) ^ 1) + Opcodes.IFEQ, label); // each stands beside its opposite
        }
    }

    static void shifted(MethodVisitor out, int opcode, Label label) {
        Integer other = SHIFTED.get(opcode);
        if (other == null) {
            throw new IllegalArgumentException("this condition has no boundary");
        }
        out.visitJumpInsn(other, label);
    }

    static void taken(MethodVisitor out, int opcode, Label label) {
        forgotten(out, opcode, label);
        out.visitInsn(Opcodes.ICONST_0);
        out.visitJumpInsn(Opcodes.IFEQ, label); // what follows needs no frame, as it would after a plain jump
    }

    static void forgotten(MethodVisitor out, int opcode, Label label) {
        boolean comparesTwo = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
        out.visitInsn(comparesTwo ? Opcodes.POP2 : Opcodes.POP);
    }
}
