package io.p2pcredit.simulation.mutant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Something that a planted bug returns instead of what it should. */
public final class Value {
    /** What a method without a result returns. */
    public static final Value NOTHING = new Value((out, method, type) -> {});

    public static final Value NULL = new Value((out, method, type) -> out.visitInsn(Opcodes.ACONST_NULL));

    /** The object that the method is called on. */
    public static final Value THIS = new Value((out, method, type) -> out.visitVarInsn(Opcodes.ALOAD, 0));

    /** An optional or a collection with nothing in it. */
    public static final Value EMPTY = new Value((out, method, type) -> pushEmpty(out, type));

    private final Push push;

    private Value(Push push) {
        this.push = push;
    }

    @FunctionalInterface
    private interface Push {
        void write(MethodVisitor out, Patch.Found method, Type type);
    }

    /** A number, a text or a truth value. */
    public static Value of(Object constant) {
        return new Value((out, method, type) -> pushConstant(out, constant, type));
    }

    /** One of the method's own arguments, from 0. */
    public static Value argument(int number) {
        return new Value((out, method, type) -> {
            Type argument = method.arguments()[number];
            out.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), method.local(number));
        });
    }

    /**
     * A constant of the library.
     *
     * @param type the name of the class that has it, from {@code io.p2pcredit} on; the constant is of that class too
     */
    public static Value constant(String type, String name) {
        String owner = "io/p2pcredit/" + type.replace('.', '/');
        return new Value((out, method, used) -> out.visitFieldInsn(Opcodes.GETSTATIC, owner, name, "L" + owner + ";"));
    }

    /**
     * Leaves it on the stack.
     *
     * @param method where that is
     * @param type as which it is used
     */
    void push(MethodVisitor out, Patch.Found method, Type type) {
        push.write(out, method, type);
    }

    private static void pushConstant(MethodVisitor out, Object constant, Type type) {
        out.visitLdcInsn(constant instanceof Boolean truth ? Integer.valueOf(truth ? 1 : 0) : constant);
        boolean boxed = type.getSort() == Type.OBJECT && !(constant instanceof String);
        if (boxed) {
            String primitive = constant instanceof Boolean ? "Z" : constant instanceof Long ? "J" : "I";
            String box = type.getInternalName();
            out.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", "(" + primitive + ")L" + box + ";", false);
        }
    }

    private static void pushEmpty(MethodVisitor out, Type type) {
        boolean optional = isOneOf(type, Optional.class, OptionalLong.class);
        boolean collection = isOneOf(type, List.class, Set.class, Map.class);
        if (!optional && !collection) {
            throw new IllegalArgumentException("nothing is empty that is a " + type.getClassName());
        }
        String name = optional ? "empty" : "of";
        out.visitMethodInsn(
                Opcodes.INVOKESTATIC, type.getInternalName(), name, "()" + type.getDescriptor(), collection);
    }

    private static boolean isOneOf(Type type, Class<?>... classes) {
        return List.of(classes).stream().anyMatch(each -> each.getName().equals(type.getClassName()));
    }
}
