package io.p2pcredit.simulation.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The library, its simulator and its tests, loaded once more, with some classes changed. */
final class MutantLoader extends ClassLoader {
    private static final String OURS = "io.p2pcredit.";
    private static final Map<String, byte[]> CLASS_FILES = new ConcurrentHashMap<>();

    private final Map<String, byte[]> changed = new HashMap<>();

    /** @throws IllegalArgumentException if an edit has no place */
    MutantLoader(List<Edit> edits) {
        super(MutantLoader.class.getClassLoader());
        for (Edit edit : edits) {
            byte[] before = changed.getOrDefault(edit.type(), read(edit.type()));
            changed.put(edit.type(), edit.appliedTo(before));
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
        byte[] edited = changed.get(name);
        byte[] bytes = edited != null ? edited : CLASS_FILES.computeIfAbsent(name, MutantLoader::read);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static byte[] read(String type) {
        String file = type.replace('.', '/') + ".class";
        try (InputStream in = MutantLoader.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no class " + type);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
