package io.p2pcredit.simulation.mutant;

import static com.google.common.base.Preconditions.checkArgument;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** An edit of one method. No patch adds a branch, so the frames of the class file stay true. */
record MethodEdit(Site site, Patch patch) implements Edit {
    @Override
    public String type() {
        return site.type();
    }

    @Override
    public byte[] appliedTo(byte[] classFile) {
        ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        Patch.Places places = new Patch.Places(site.chosen());
        new ClassReader(classFile).accept(new Editor(out, site.method(), patch, places), 0);
        checkArgument(
                places.found() == site.places(),
                "%s.%s has %s such places, not %s",
                site.type(),
                site.method(),
                places.found(),
                site.places());
        return out.toByteArray();
    }

    private static final class Editor extends ClassVisitor {
        private final String method;
        private final Patch patch;
        private final Patch.Places places;

        Editor(ClassVisitor next, String method, Patch patch, Patch.Places places) {
            super(Opcodes.ASM9, next);
            this.method = method;
            this.patch = patch;
            this.places = places;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean isBridge = (access & Opcodes.ACC_BRIDGE) != 0;
            boolean isMeant = !isBridge && isMeant(name, descriptor);
            boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
            return isMeant ? patch.around(next, new Patch.Found(isStatic, name, descriptor), places) : next;
        }

        private boolean isMeant(String name, String descriptor) {
            String counted = name + "/" + Type.getArgumentTypes(descriptor).length;
            return name.equals(method) || counted.equals(method) || name.startsWith("lambda$" + method + "$");
        }
    }
}
