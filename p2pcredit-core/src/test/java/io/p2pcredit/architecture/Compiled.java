package io.p2pcredit.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.p2pcredit.CreditNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What this module was compiled to. */
final class Compiled {
    private static final Path CLASSES = rootOf(CreditNode.class);
    private static final Path TEST_CLASSES = rootOf(Compiled.class);

    /** Everything that is not a test. */
    static final JavaClasses MAIN = new ClassFileImporter().importPath(CLASSES);

    private Compiled() {}

    /** A package of the tests, with what is under it; empty if there is none. */
    static JavaClasses tests(String name) {
        Path folder = TEST_CLASSES.resolve(name.replace('.', '/'));
        return Files.isDirectory(folder)
                ? new ClassFileImporter().importPath(folder)
                : new ClassFileImporter().importClasses();
    }

    static Set<String> exportedPackages() {
        try (InputStream descriptor = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            return ModuleDescriptor.read(descriptor).exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder that the class was loaded from, above its packages. */
    private static Path rootOf(Class<?> type) {
        URL file = Objects.requireNonNull(type.getResource(type.getSimpleName() + ".class"));
        Path root = Path.of(URI.create(file.toString())).getParent();
        for (int i = 0; i < type.getPackageName().split("\\.", -1).length; i++) {
            root = root.getParent();
        }
        return root;
    }
}
