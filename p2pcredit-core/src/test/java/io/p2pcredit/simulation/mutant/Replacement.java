package io.p2pcredit.simulation.mutant;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** A static method with a bug in it, in place of something of the library. */
record Replacement(String owner, String name, String descriptor) {
    /** @throws IllegalArgumentException unless the class has just one static method of that name */
    static Replacement of(Class<?> bugs, String name) {
        List<Method> found = Stream.of(bugs.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && Modifier.isStatic(method.getModifiers()))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(bugs + " has " + found.size() + " static methods " + name);
        }
        return new Replacement(Type.getInternalName(bugs), name, Type.getMethodDescriptor(found.get(0)));
    }

    /** Calls it with what is on the stack, and leaves a result of that type there. */
    void call(MethodVisitor out, Type wanted) {
        out.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
        Type returned = Type.getReturnType(descriptor);
        if (wanted.getSort() >= Type.ARRAY && !returned.equals(wanted)) {
            out.visitTypeInsn(Opcodes.CHECKCAST, wanted.getInternalName());
        }
    }
}
