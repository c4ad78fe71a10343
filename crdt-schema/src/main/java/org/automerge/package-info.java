/**
 * The exception to the package root: what only works from inside automerge-java's own package. One replacement class
 * and one door; used by org.anode.schema.engine alone.
 */
package org.automerge;
