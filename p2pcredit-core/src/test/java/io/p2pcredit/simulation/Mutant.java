package io.p2pcredit.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.LongStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** The library and its simulator, loaded once more, with one method of the library that always returns the same. */
final class Mutant extends ClassLoader {
    private static final String OURS = "io.p2pcredit.";

    private final String changedType;
    private final byte[] changed;

    /**
     * Changes one method, in all its overloads.
     *
     * @param type the class that declares it, from {@code io.p2pcredit} on
     * @param instead what it returns: a Boolean, a Long, or an empty Optional
     */
    Mutant(String type, String method, Object instead) {
        super(Mutant.class.getClassLoader());
        this.changedType = OURS + type;
        this.changed = change(changedType, method, instead);
    }

    /** Whether the invariant is violated in one of so many seeds. */
    boolean isCaughtBy(String invariant, long base, int seeds) {
        return LongStream.range(base, base + seeds)
                .anyMatch(seed -> violation(seed).filter(invariant::equals).isPresent());
    }

    private Optional<String> violation(long seed) {
        try {
            Method run = loadClass(OURS + "simulation.Simulation").getMethod("run", long.class);
            run.invoke(null, seed);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause().getCause();
            return Optional.of(String.valueOf(cause.getMessage()).split(":", 2)[0]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the simulator is not what it was", e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) {
        byte[] bytes = name.equals(changedType) ? changed : bytesOf(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static byte[] change(String type, String method, Object instead) {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        Replacement replacement = new Replacement(out, method, instead);
        new ClassReader(bytesOf(type)).accept(replacement, 0);
        if (!replacement.done) {
            throw new IllegalArgumentException(type + " has no method " + method);
        }
        return out.toByteArray();
    }

    private static byte[] bytesOf(String type) {
        String file = type.replace('.', '/') + ".class";
        try (InputStream in = Mutant.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no class " + type);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives every method of the name a body that returns the value. */
    private static final class Replacement extends ClassVisitor {
        private final String method;
        private final Object value;
        private boolean done;

        Replacement(ClassVisitor next, String method, Object value) {
            super(Opcodes.ASM9, next);
            this.method = method;
            this.value = value;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor body = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!name.equals(method)) {
                return body;
            }
            done = true;
            body.visitCode();
            returnValue(body);
            body.visitMaxs(0, 0);
            body.visitEnd();
            return null; // of the old body nothing is copied
        }

        private void returnValue(MethodVisitor body) {
            if (value instanceof Boolean answer) {
                body.visitInsn(answer ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
                body.visitInsn(Opcodes.IRETURN);
            } else if (value instanceof Long number) {
                body.visitLdcInsn(number);
                body.visitInsn(Opcodes.LRETURN);
            } else {
                body.visitMethodInsn(
                        Opcodes.INVOKESTATIC, "java/util/Optional", "empty", "()Ljava/util/Optional;", false);
                body.visitInsn(Opcodes.ARETURN);
            }
        }
    }
}
