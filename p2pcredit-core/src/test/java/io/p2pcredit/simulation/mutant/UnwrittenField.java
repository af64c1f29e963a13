package io.p2pcredit.simulation.mutant;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** A field that keeps its value although something is assigned to it. */
final class UnwrittenField extends MethodVisitor {
    private final Patch.Places places;
    private final String field;

    UnwrittenField(MethodVisitor next, Patch.Places places, String field) {
        super(Opcodes.ASM9, next);
        this.places = places;
        this.field = field;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        if (opcode == Opcodes.PUTFIELD && name.equals(field) && places.isNextChosen()) {
            super.visitInsn(Type.getType(descriptor).getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
            super.visitInsn(Opcodes.POP);
        } else {
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }
    }
}
