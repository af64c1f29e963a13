package io.p2pcredit.simulation.mutant;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** A static field in whose place something else is read. */
final class ReadConstant extends MethodVisitor {
    private final Patch.Found method;
    private final Patch.Places places;
    private final String field;
    private final Value instead;

    ReadConstant(MethodVisitor next, Patch.Found method, Patch.Places places, String field, Value instead) {
        super(Opcodes.ASM9, next);
        this.method = method;
        this.places = places;
        this.field = field;
        this.instead = instead;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        if (opcode == Opcodes.GETSTATIC && name.equals(field) && places.isNextChosen()) {
            instead.push(mv, method, Type.getType(descriptor));
        } else {
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }
    }
}
