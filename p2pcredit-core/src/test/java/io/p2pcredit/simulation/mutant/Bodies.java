package io.p2pcredit.simulation.mutant;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** New bodies of methods. The lambdas in the old ones stay, and nobody calls them. */
final class Bodies {
    private Bodies() {}

    static @Nullable MethodVisitor returning(MethodVisitor next, Patch.Found method, Patch.Places places, Value value) {
        if (isLambda(method) || !places.isNextChosen()) {
            return next;
        }
        next.visitCode();
        value.push(next, method, method.returned());
        return ended(next, method);
    }

    static @Nullable MethodVisitor delegating(
            MethodVisitor next, Patch.Found method, Patch.Places places, Replacement replacement) {
        if (isLambda(method) || !places.isNextChosen()) {
            return next;
        }
        next.visitCode();
        if (!method.isStatic()) {
            next.visitVarInsn(Opcodes.ALOAD, 0);
        }
        Type[] arguments = method.arguments();
        for (int i = 0; i < arguments.length; i++) {
            next.visitVarInsn(arguments[i].getOpcode(Opcodes.ILOAD), method.local(i));
        }
        replacement.call(next, method.returned());
        return ended(next, method);
    }

    private static @Nullable MethodVisitor ended(MethodVisitor body, Patch.Found method) {
        body.visitInsn(method.returned().getOpcode(Opcodes.IRETURN));
        body.visitMaxs(0, 0);
        body.visitEnd();
        return null;
    }

    private static boolean isLambda(Patch.Found method) {
        return method.name().startsWith("lambda$");
    }
}
