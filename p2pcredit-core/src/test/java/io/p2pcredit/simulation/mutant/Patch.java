package io.p2pcredit.simulation.mutant;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** A change of a method's instructions on their way from one class file to another. */
@FunctionalInterface
interface Patch {
    /**
     * What the old instructions go through.
     *
     * @return {@code null} if a new body was written, and nothing of the old one is to be copied
     */
    @Nullable
    MethodVisitor around(MethodVisitor next, Found method, Places places);

    /** A method of a class file. */
    record Found(boolean isStatic, String name, String descriptor) {
        Type returned() {
            return Type.getReturnType(descriptor);
        }

        Type[] arguments() {
            return Type.getArgumentTypes(descriptor);
        }

        /** The number of the local variable with which an argument begins, from 0. */
        int local(int argument) {
            int local = isStatic ? 0 : 1;
            for (int i = 0; i < argument; i++) {
                local += arguments()[i].getSize();
            }
            return local;
        }
    }

    /** Counts the places of a kind, to tell the one that is to be changed. */
    final class Places {
        private final int chosen;
        private int found;

        Places(int chosen) {
            this.chosen = chosen;
        }

        /** One more; returns whether it is the chosen one. */
        boolean isNextChosen() {
            found++;
            return found == chosen;
        }

        int found() {
            return found;
        }
    }
}
