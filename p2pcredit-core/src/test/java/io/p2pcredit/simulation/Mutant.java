package io.p2pcredit.simulation;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.LongStream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.pool.TypePool;

/** The library and its simulator, loaded once more, with one method of the library that does something else. */
final class Mutant extends ClassLoader {
    private static final String OURS = "io.p2pcredit.";

    private final String changedType;
    private final byte[] changed;

    /**
     * Changes one method, in all its overloads.
     *
     * @param type the class that declares it, from {@code io.p2pcredit} on
     * @param instead what it does
     */
    Mutant(String type, String method, Implementation instead) {
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

    private static byte[] change(String type, String method, Implementation instead) {
        ClassFileLocator ours = ClassFileLocator.Simple.of(type, bytesOf(type));
        ClassFileLocator all =
                new ClassFileLocator.Compound(ours, ClassFileLocator.ForClassLoader.of(Mutant.class.getClassLoader()));
        TypeDescription described = TypePool.Default.of(all).describe(type).resolve();
        if (described.getDeclaredMethods().filter(named(method)).isEmpty()) {
            throw new IllegalArgumentException(type + " has no method " + method);
        }
        return new ByteBuddy()
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .redefine(described, all)
                .method(named(method))
                .intercept(instead)
                .make()
                .getBytes();
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
}
