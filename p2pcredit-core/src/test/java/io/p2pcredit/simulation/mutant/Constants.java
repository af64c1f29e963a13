package io.p2pcredit.simulation.mutant;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** A number or a text that is written in a method. */
final class Constants extends MethodVisitor {
    private final Patch.Found method;
    private final Patch.Places places;
    private final Object constant;
    private final Value instead;

    Constants(MethodVisitor next, Patch.Found method, Patch.Places places, Object constant, Value instead) {
        super(Opcodes.ASM9, next);
        this.method = method;
        this.places = places;
        this.constant = constant;
        this.instead = instead;
    }

    @Override
    public void visitLdcInsn(Object value) {
        if (!isReplaced(value)) {
            super.visitLdcInsn(value);
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY || !isReplaced(operand)) {
            super.visitIntInsn(opcode, operand);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        boolean isInt = opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5;
        boolean isLong = opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1;
        boolean replaced = (isInt && isReplaced(opcode - Opcodes.ICONST_0))
                || (isLong && isReplaced((long) opcode - Opcodes.LCONST_0));
        if (!replaced) {
            super.visitInsn(opcode);
        }
    }

    private boolean isReplaced(Object found) {
        boolean chosen = constant.equals(found) && places.isNextChosen();
        if (chosen) {
            instead.push(mv, method, found instanceof Long ? Type.LONG_TYPE : Type.INT_TYPE);
        }
        return chosen;
    }
}
