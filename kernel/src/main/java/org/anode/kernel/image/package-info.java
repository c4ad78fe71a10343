/**
 * Makes kernels start faster, once per user and JDK: an image of the JDK that takes Truffle's compiler, and an AOT cache
 * of a trained child. Made in the background at the lowest priority, under a lock that all processes of the user share;
 * every step that fails leaves the plain way in use. {@link org.anode.kernel.image.KernelImages} is safe for any thread.
 */
@NullMarked
package org.anode.kernel.image;

import org.jspecify.annotations.NullMarked;
